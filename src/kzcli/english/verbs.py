"""Verbs that titles of recommendations begin with."""

from __future__ import annotations

from kzcli.english import listed

ACTIONS = listed(
    """
    abandon abolish accelerate accept access acknowledge acquire act activate adapt add address adhere adjust
    administer admit adopt advance advertise advise advocate affirm aggregate agree aid aim align allocate allot
    allow ally amend amplify analyse analyze anchor announce answer anticipate appeal apply appoint apportion
    appraise approach approve arm arrange arrest ask assemble assert assess assign assist assure attach attend
    attract auction audit augment authorise authorize automate avert avoid award back backfill backstop bail bake
    balance ban bar base be beam bear become beef begin bind blacklist block boil bolster boost borrow boycott break
    bridge brief bring broaden broker budget build bus buy calculate call campaign cancel cap capitalise
    capitalize capture care carry carve catalogue catch cease cede centralise centralize certify chain chair
    challenge change channel charge chart charter check choose circulate cite clamp clarify classify claw clean
    clear clone close coach coat codify collaborate collate collect comb combat combine commemorate commence
    commission commit communicate compare compel compensate compete compile complement complete comply compose
    compost compute concede concentrate conclude condemn condition conduct confer confine confirm confront
    connect conserve consider consolidate constrain construct consult contact contain continue contract
    contribute control convene convert convey convince cook cool cooperate coordinate copy correct counsel count
    counter cover crack craft create crew criminalise criminalize crowd crush cultivate curate curb curtail cut
    cycle dam de-escalate de-risk deal debate decarbonise decarbonize decentralise decentralize decide declare
    declassify decline decommission decouple decrease dedicate deepen deescalate defend defer define defuse
    delay delegate delete deliver demand demilitarise demilitarize demine democratise democratize demolish
    demonstrate deny deploy depoliticise depoliticize deport deposit deregulate desalinate describe design
    designate detect deter determine develop devise devolve devote diagnose dial dig digitalise digitalize
    digitise digitize direct disaggregate disarm disband discard disclose discontinue discourage discuss
    disentangle dislodge dismantle dispatch dispel display dispose disrupt disseminate distribute diversify
    divert divest divide do document donate double downgrade downplay draft drain draw dredge drill drive drop
    earmark ease educate elaborate elect electrify elevate eliminate embargo embed embody embrace employ empower
    emulate enable enact encourage encrypt end endorse endow enforce engage enhance enlarge enlist enrich enrol
    enroll ensure enter entice entitle entrench entrust equalise equalize equip eradicate erase erect escalate
    escort establish estimate evacuate evaluate evict examine exchange exclude execute exempt exercise exert
    expand expedite explain exploit explore export expose express extend extract extradite face facilitate
    factor farm fashion fast-track favor favour feed fence ferry fight fill finalise finalize finance find fine
    finish firm fish fit fix flag flesh float flood focus follow forbid force forecast forestall forge forgive
    form formalise formalize formulate fortify foster found frame free freeze front-load fuel fulfil fulfill
    fund furnish fuse gain garrison gate gather gauge generate get give glean go govern grandfather grant green
    grind ground grow guarantee guard guide halt halve hand harden harmonise harmonize harness harvest hasten
    haul have head heal hear heat hedge help highlight hire hold hone honor honour host house hunt hydrate
    identify impart implement import impose impound improve incentivise incentivize include incorporate increase
    incubate index indict induce industrialise industrialize infer inform infuse initiate inject innovate
    inoculate insert insist inspect inspire install institute institutionalise institutionalize insulate insure
    integrate intensify intercept interdict internationalise interview introduce invest investigate invite
    involve irrigate isolate issue itemise jail jettison join judge justify keep label lace ladder launch lay
    lead leaflet lean leapfrog learn lease leash leave legalise legalize legislate lend lengthen lessen let
    level leverage levy liaise liberalise liberalize liberate license lift light limit link liquidate list
    listen litigate load loan lobby localise localize locate lock log look loosen lower mainstream maintain make
    man manage mandate manufacture map mark market match maximise maximize measure mediate meet mend merge meter
    mill mine minimise minimize mint mitigate mobilise mobilize model moderate modernise modernize modify
    monetise monetize monitor motor move multiply mute name narrow nationalise nationalize negotiate network nip
    nominate normalise normalize note notify nudge nurse nurture oblige observe obtain occupy offer offset
    onboard onshore open operate operationalise operationalize oppose optimise optimize order organise organize
    orient oust outbid outlast outlaw outline outmatch outpace outsource overcome overhaul override overrule
    oversee overturn own pack paint pair part participate partner pass patch patrol pause pave pay peg penalise
    penalize perfect permit persuade phase pilot pinpoint pipe pivot place plan plant play pledge plough plow
    plug police poll pool popularise popularize position post postpone power practise praise pre-empt
    pre-position preclude predict preempt prefer prepare preposition prescribe present preserve preside press
    pressure prevent price print prioritise prioritize privatise privatize probe process proclaim procure
    produce professionalise professionalize profile prohibit project prolong promise promote prompt promulgate
    propel propose prosecute protect protest prototype prove provide prune publicise publicize publish pull pump
    punish purchase pursue push put qualify quantify quarantine quash quell question queue quit quote raise
    rally ramp rank ratchet rate ratify ration rationalise rationalize raze reach react readmit reaffirm realign realise
    realize reallocate reappoint rear reassess reassure rebalance rebuild rebut recall receive reclaim recognise
    recognize recommend recommit reconcile reconsider reconstruct record recover recruit recycle redact redeem
    redefine redeploy redesign redirect redistribute redouble redraft reduce refer refine refit reflect reform
    refrain refund refuse regain regroup regularise regularize regulate rehabilitate reimburse rein reinforce
    reinstate reinvest reiterate reject relax release relieve relocate rely remain remedy remind remit remould
    remove render renegotiate renew renounce renovate rent reopen reorganise reorganize reorient repair
    repatriate repay repeal repel replace replant replenish replicate report reposition represent reprint
    repurpose require reschedule rescind rescue research reserve reset resettle reshape resist reskill resolve
    respect respond restart restore restrain restrict restructure resume retain rethink retire retrain retrofit
    return reuse revamp reveal reverse revert review revise revisit revitalise revitalize revive revoke reward
    rewrite rezone rid ride right ring ring-fence roll rotate round route rule run safeguard sail salvage sample
    sanction save say scale scan schedule school scour scrap screen screw scrutinise scrutinize seal search seat
    second secure seed seek seize select sell send sensitise sensitize separate sequence serve set settle sever
    shape share shed shelter shelve shield shift ship shoot shop shorten show shrink shut sift sign signal
    simplify sink skip slash slow smooth soften solicit solve sort sound source sow space spare speak spearhead
    specify speed spell spend spin sponsor spray spread spur squeeze stabilise stabilize staff stage stamp stand
    standardise standardize start state station stave stay steady steer stem step stick stiffen stimulate
    stipulate stock stockpile stoke stop store stow streamline strengthen stress stretch strike string strip
    strive structure study subcontract subject submit subsidise subsidize substitute subtract sue suggest suit
    summarise summarize summon sunset supervise supplement supply support surge surround survey suspend sustain
    swallow swap swear sweep switch synchronise synchronize table tackle tailor take talk tally tame tap target
    tax teach tell tender terminate test thank theorise thin think throttle thwart tie tighten tile tilt time
    tolerate toll top touch toughen tow trace track trade train transcribe transfer transform translate transmit
    transport trap treat trial trigger trim triple truck trust tunnel turn tweak type unbundle uncover undercut
    undergo underpin understand undertake underwrite undo unfreeze unify unite unlock unveil unwind update
    upgrade uphold uproot upscale upskill urge use usher utilise utilize vacate vaccinate validate value vary
    venture verify vest veto view visit vote wait waive walk wall warehouse warn wash watch water weaken weather
    weed weigh welcome whittle widen wield win wind wire withdraw withhold work worry wrap write yield zone
    """
)
"""Verbs in their base form that titles of recommendations begin with."""

NOUNS_TOO = listed(
    """
    access act advance aid aim appeal approach audit award balance ban boost break brief budget campaign cap
    challenge change charge charter check control cut debate decline decrease demand deposit design draft drop
    ease end exchange exercise export fight finance fix focus freeze fund gain grant growth guarantee guide halt
    head help hold import increase influence issue label launch lead lease levy licence license limit link list
    loan mandate market measure model move offer order overhaul pause pilot place plan play pledge pool position
    practice press pressure price process produce project promise protest purchase reform release relief repair
    repeal report rescue research reserve respect return review reward sanction save schedule search shift show
    sign signal spread stage start state step stop stress structure study supply support surge survey switch
    target tax test trade transfer transport treat trial trust turn update upgrade use value veto view visit
    vote watch withdrawal work
    """
)
"""Those of them that are nouns as well."""

ADJECTIVES_TOO = listed(
    """
    clean clear cool dry equal free green light live lower moderate open secure separate slow warm
    """
)
"""Those of them that are adjectives as well: 'clean water for all' asks for no cleaning."""
