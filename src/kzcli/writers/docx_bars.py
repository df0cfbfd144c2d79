"""The drawings of a Word document: one picture of a single pixel, stretched to bars, as WordprocessingML."""

from __future__ import annotations

from kzcli.writers import escape_xml
from kzcli.writers.docx_text import run

_EMU = 635
"""A twentieth of a point in the unit of Word's drawings."""
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def picture(number: int, width: int, height: int, words: str) -> str:
    """A run with a rectangle.

    Args:
        number: which it is of the document's.
        width: in twentieths of a point.
        height: likewise.
        words: what it shows, for those who do not see it; none where there is nothing to tell.
    """
    size = f'cx="{width * _EMU}" cy="{height * _EMU}"'
    about = f'id="{number}" name="Bar {number}"'
    told = f' descr="{escape_xml(words)}"/>' if words else f">{_DECORATIVE}</wp:docPr>"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {about}{told}'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
        '<pic:blipFill><a:blip r:embed="pixel"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def gap(width: int) -> str:
    """A run of one blank, wider by so many twentieths of a point: where a program does not heed it, little is lost."""
    return run(" ", marks=f'<w:spacing w:val="{width}"/>')
