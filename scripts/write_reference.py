"""Write what is made from the models and the rules: the schemas, the guide to the file format and the page of rules.

Run it after a change of either; a test says when it is due: python scripts/write_reference.py
"""

import json
from pathlib import Path

from kzcli.guide import format_guide
from kzcli.reports.records import findings_schema
from kzcli.rules import FAMILIES, all_rules
from kzcli.rules.examples import examples_of
from kzcli.schema import brief_schema, views_schema
from kzcli.views.rules import rules_document
from kzcli.writers.markdown import write_markdown


def reference() -> dict[str, str]:
    """The text of each file, by its path in the project."""
    rules = {code: (rule, examples_of(code)) for code, rule in all_rules().items()}
    return {
        "schema/brief.schema.json": json.dumps(brief_schema(), indent=2, ensure_ascii=False) + "\n",
        "schema/views.schema.json": json.dumps(views_schema(), indent=2, ensure_ascii=False) + "\n",
        "schema/findings.schema.json": json.dumps(findings_schema(), indent=2, ensure_ascii=False) + "\n",
        "docs/format.md": format_guide(),
        "docs/rules.md": write_markdown(rules_document(FAMILIES, rules)),
    }


if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent
    for name, text in reference().items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {name}")
