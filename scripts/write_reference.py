"""Write what is made from the models: the schemas and the guide to the file format.

Run it after a change of the models; a test says when it is due: python scripts/write_reference.py
"""

import json
from pathlib import Path

from kzcli.guide import format_guide
from kzcli.schema import brief_schema, views_schema


def reference() -> dict[str, str]:
    """The text of each file, by its path in the project."""
    return {
        "schema/brief.schema.json": json.dumps(brief_schema(), indent=2, ensure_ascii=False) + "\n",
        "schema/views.schema.json": json.dumps(views_schema(), indent=2, ensure_ascii=False) + "\n",
        "docs/format.md": format_guide(),
    }


if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent
    for name, text in reference().items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {name}")
