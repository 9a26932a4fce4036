"""Reads every table of a data folder as BI users do and holds it against what is declared.

usage: readers.py STEMME DATA SCHEMA

STEMME is the program, DATA a data folder with an edition, SCHEMA the golden file of schemas. pyarrow, pandas,
Polars and DuckDB each read every table; columns, types, NULLs, rows and metadata must be those declared, and the
rows those of `stemme export --format jsonl`.
"""

import datetime
import json
import pathlib
import subprocess
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

ARROW = {
    "VARCHAR": pa.string(), "DOUBLE": pa.float64(), "BIGINT": pa.int64(), "INTEGER": pa.int32(), "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(), "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"), "VARCHAR[]": pa.list_(pa.string()),
}
POLARS = {
    "VARCHAR": pl.String, "DOUBLE": pl.Float64, "BIGINT": pl.Int64, "INTEGER": pl.Int32, "BOOLEAN": pl.Boolean, "DATE": pl.Date,
    "TIMESTAMP WITH TIME ZONE": pl.Datetime("us", "UTC"), "VARCHAR[]": pl.List(pl.String),
}
EACH = "<name>"  # ends the declared name of columns of which there is one per name


def declared(path):
    """The declared columns of every table: name, SQL type, whether it may be NULL."""
    tables, columns = {}, []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("\t"):
            name, kind, null, *_ = line[1:].split("\t")
            columns.append((name, kind, null == "NULL"))
        elif line:
            columns = tables.setdefault(line.split(" (")[0], [])
    return tables


def expected(columns, names):
    """The declaration of each column that is there, in order."""
    fixed = {c[0]: c for c in columns if not c[0].endswith(EACH)}
    families = [c for c in columns if c[0].endswith(EACH)]
    want = []
    for name in names:
        family = next((c for c in families if name.startswith(c[0].removesuffix(EACH))), None)
        found = fixed.pop(name, None) or family
        assert found, f"column {name} is not declared"
        want.append((name, *found[1:]))
    assert not fixed, f"columns {sorted(fixed)} are missing"
    return want


def plain(value):
    """A value as the JSON export writes it."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, datetime.datetime):
        text = value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".")
        return text + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)) or type(value).__name__ in ("ndarray", "Series"):
        return [plain(v) for v in value]
    return value


def rows_of(columns):
    """Columns of values as rows of plain values."""
    return [tuple(plain(v) for v in row) for row in zip(*columns)]


def by_pyarrow(path, want):
    table = pq.read_table(path)
    for field, (name, kind, null) in zip(table.schema, want, strict=True):
        assert field.type == ARROW[kind] or pa.types.is_list(field.type) and field.type.value_type == pa.string(), f"{name} is {field.type}"
        assert field.nullable == null, f"{name}: nullable {field.nullable}"
        assert null or table[name].null_count == 0, f"{name} holds NULL"
    repeated = [f.name for f in table.schema if f.type == pa.string()]
    assert pq.read_table(path, read_dictionary=repeated).cast(table.schema).equals(table), "read as dictionaries, the rows differ"
    return rows_of([c.to_pylist() for c in table.columns])


def by_pandas(path, want):
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    for name, kind, _ in want:
        got = frame[name].dtype.pyarrow_dtype
        assert got == ARROW[kind] or pa.types.is_list(got), f"{name} is {got}"
    return rows_of([frame[name].tolist() for name, *_ in want])


def by_polars(path, want):
    frame = pl.read_parquet(path)
    for name, kind, null in want:
        assert frame.schema[name] == POLARS[kind], f"{name} is {frame.schema[name]}"
        assert null or frame[name].null_count() == 0, f"{name} holds NULL"
    return rows_of([frame[name].to_list() for name, *_ in want])


def by_duckdb(path, want):
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    answer = db.execute("SELECT * FROM read_parquet(?)", [str(path)])
    for (name, kind, _), column in zip(want, answer.description, strict=True):
        assert column[0] == name and str(column[1]) == kind, f"{name} is {column[0]} {column[1]}"
    rows = [tuple(plain(v) for v in row) for row in answer.fetchall()]
    by_filter(db, path, rows, want)
    return rows


def by_filter(db, path, rows, want):
    """A search for one id, which Bloom filters serve, finds what a look through all rows does."""
    keys = db.execute("SELECT DISTINCT path_in_schema FROM parquet_metadata(?) WHERE bloom_filter_offset IS NOT NULL", [str(path)]).fetchall()
    for (key,) in keys:
        at = [name for name, *_ in want].index(key)
        for value in sorted({row[at] for row in rows if row[at] is not None})[::97][:20]:
            want_rows = sum(row[at] == value for row in rows)
            found = db.execute(f"SELECT count(*) FROM read_parquet(?) WHERE {key} = ?", [str(path), value]).fetchone()[0]
            lazily = pl.scan_parquet(path).filter(pl.col(key) == value).collect().height
            filtered = pq.read_table(path, filters=[(key, "=", value)]).num_rows
            assert found == lazily == filtered == want_rows, f"{key}: {found}, {lazily}, {filtered} rows, want {want_rows}"
        assert db.execute(f"SELECT count(*) FROM read_parquet(?) WHERE {key} = 'findes/ikke'", [str(path)]).fetchone()[0] == 0
    return len(keys)


def exported(stemme, data, table):
    """The table as the program itself tells it."""
    out = subprocess.run([stemme, "export", "--data", data, "--format", "jsonl", table], check=True, capture_output=True).stdout
    return [tuple(json.loads(line).values()) for line in out.decode().splitlines()]


def metadata(path, table, edition):
    told = {k.decode(): v.decode() for k, v in pq.read_metadata(path).metadata.items()}
    assert told["table"] == table and told["schema_version"].startswith("2."), told
    assert edition.endswith(told["edition"]), f"a file of edition {told['edition']}, want {edition}"
    datetime.date.fromisoformat(told["as_of"])
    assert len(json.loads(told["columns"])) == pq.read_metadata(path).num_columns
    assert pq.read_metadata(path).created_by.startswith("stemme version ")


def main(stemme, data, schema):
    pointer = json.loads((pathlib.Path(data) / "current.json").read_text())
    folder = pathlib.Path(data) / pointer["tables"]
    counted = json.loads((folder.parent / "manifest.json").read_text())["rows"]
    tables, faults, rows = declared(pathlib.Path(schema)), [], 0
    files = sorted(folder.glob("*.parquet"))
    assert len(files) > 30, f"{len(files)} tables in {folder}"
    for path in files:
        table = path.stem
        try:
            metadata(path, table, pointer["edition"])
            want = expected(tables[table], pq.read_schema(path).names)
            right = exported(stemme, data, table)
            assert len(right) == counted[table], f"{len(right)} rows exported, the manifest has {counted[table]}"
        except (AssertionError, KeyError) as fault:
            faults.append(f"{table}: {fault!r}")
            continue
        rows += len(right)
        for read in (by_pyarrow, by_pandas, by_polars, by_duckdb):
            try:
                got = read(path, want)
                assert len(got) == len(right), f"{len(got)} rows, want {len(right)}"
                for i, (a, b) in enumerate(zip(got, right)):
                    assert a == b, f"row {i}, columns {[w[0] for w, x, y in zip(want, a, b) if x != y]} differ"
            except AssertionError as fault:
                faults.append(f"{table}: {read.__name__}: {fault}")
    print(f"{len(files)} tables, {rows} rows, each by pyarrow {pa.__version__}, pandas {pd.__version__}, Polars {pl.__version__}, DuckDB {duckdb.__version__}")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
