"""Reads the tables that are a folder with a file for each year, as docs/bi.md says, and holds them against one file.

usage: parted.py WHOLE PARTED SCHEMA

WHOLE and PARTED are data folders of one survey, the latter with few tables.partition_rows; SCHEMA is the golden file of
schemas. pyarrow, pandas, Polars and DuckDB each read every such table: types, NULLs and rows must be those of the one
file, and the column year that of the day; a filter by year finds its rows.
"""

import collections
import json
import pathlib
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from readers import ARROW, POLARS, declared, expected, rows_of


def tables_of(data):
    pointer = json.loads((pathlib.Path(data) / "current.json").read_text())
    return pathlib.Path(data) / pointer["tables"]


def by_pyarrow(path, want):
    table = pq.read_table(path)
    for name, kind, _ in want:
        got = table.schema.field(name).type
        assert got == ARROW[kind] or pa.types.is_list(got), f"{name} is {got}"
    years = table["year"].cast(pa.int64()).to_pylist()
    filtered = {y: pq.read_table(path, filters=[("year", "=", y)]).num_rows for y in set(years)}
    return rows_of([table[name].to_pylist() for name, *_ in want]), years, filtered


def by_pandas(path, want):
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    years = frame["year"].astype("int64").tolist()
    filtered = {y: len(pd.read_parquet(path, filters=[("year", "=", y)])) for y in set(years)}
    return rows_of([frame[name].tolist() for name, *_ in want]), years, filtered


def by_polars(path, want):
    lazy = pl.scan_parquet(path / "**" / "*.parquet", hive_partitioning=True)
    frame = lazy.collect()
    for name, kind, null in want:
        assert frame.schema[name] == POLARS[kind], f"{name} is {frame.schema[name]}"
        assert null or frame[name].null_count() == 0, f"{name} holds NULL"
    years = frame["year"].to_list()
    filtered = {y: lazy.filter(pl.col("year") == y).collect().height for y in set(years)}
    return rows_of([frame[name].to_list() for name, *_ in want]), years, filtered


def by_duckdb(path, want):
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    read = f"read_parquet('{path}/*/*.parquet', hive_partitioning = true)"
    names = ", ".join(f'"{name}"' for name, *_ in want)
    answer = db.execute(f"SELECT {names}, CAST(year AS BIGINT) FROM {read}")
    for (name, kind, _), column in zip(want, answer.description):
        assert column[0] == name and str(column[1]) == kind, f"{name} is {column[0]} {column[1]}"
    found = answer.fetchall()
    years = [row[-1] for row in found]
    filtered = {y: db.execute(f"SELECT count(*) FROM {read} WHERE year = {y}").fetchone()[0] for y in set(years)}
    return rows_of([[row[i] for row in found] for i in range(len(want))]), years, filtered


READERS = (by_pyarrow, by_pandas, by_polars, by_duckdb)


def check(read, path, want, right, days):
    rows, years, filtered = read(path, want)
    assert len(rows) == len(right), f"{len(rows)} rows, want {len(right)}"
    key = lambda row: json.dumps(row, ensure_ascii=False, default=str)
    assert collections.Counter(map(key, rows)) == collections.Counter(map(key, right)), "the rows differ"
    assert filtered == dict(collections.Counter(years)), f"filters by year find {filtered}"
    key = [name for name, *_ in want].index("response_key")
    for row, year in zip(rows, years):
        assert year == int((days[row[key]] or "0")[:4]), f"a row of {days[row[key]]} is in year={year}"


def main(whole, parted, schema):
    tables, faults, read_rows = declared(pathlib.Path(schema)), [], 0
    folders = sorted(p for p in tables_of(parted).iterdir() if p.is_dir())
    assert [p.name for p in folders] == ["mentions", "responses"], folders
    responses = pq.read_table(tables_of(whole) / "responses.parquet", columns=["response_key", "responded_on"])
    days = dict(rows_of([column.to_pylist() for column in responses.columns]))
    for path in folders:
        one = tables_of(whole) / f"{path.name}.parquet"
        want = expected(tables[path.name], pq.read_schema(one).names)
        table = pq.read_table(one)
        right = rows_of([table[name].to_pylist() for name, *_ in want])
        read_rows += len(right)
        for read in READERS:
            try:
                check(read, path, want, right, days)
            except AssertionError as fault:
                faults.append(f"{path.name}: {read.__name__}: {fault}")
    print(f"{len(folders)} tables in parts, {read_rows} rows, each by {len(READERS)} readers")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
