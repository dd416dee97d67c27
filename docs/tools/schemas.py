"""Write the JSON Schemas of catalog files and assessments to docs/generated/."""

import json
from pathlib import Path

from advisor.catalog import load
from advisor.catalog.schema import catalog_schemas
from advisor.workspace.schema import assessment_schema

GENERATED = Path(__file__).resolve().parent.parent / "generated"


def texts() -> dict[str, str]:
    """Return the text of every schema file by its name."""
    schemas = {**catalog_schemas(), "assessment": assessment_schema(load())}
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def main() -> None:
    """Write all schemas, and say where."""
    GENERATED.mkdir(exist_ok=True)
    for name, text in texts().items():
        (GENERATED / name).write_text(text, encoding="utf-8")
        print(GENERATED / name)


if __name__ == "__main__":
    main()
