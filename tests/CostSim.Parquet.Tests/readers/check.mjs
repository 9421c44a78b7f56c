// What two other readers, DuckDB and hyparquet, see in Parquet files; and files that they write.
//   node check.mjs read FILE…              JSON to stdout: a list with { duckdb, hyparquet } per file
//   node check.mjs pages FILE              JSON to stdout: the page index, as hyparquet reads it
//   node check.mjs write FILE SQL [OPTIONS] COPY (SQL) TO FILE (FORMAT parquet, OPTIONS)
//   node check.mjs compose FILE JSON       hyparquet-writer writes { columnData: [{ name, type, nullable, data }], … its options }
//   node check.mjs query SQL               JSON to stdout: the rows
// A reader that fails ends the program with its message. Exit code 2: wrong arguments.
import { DuckDBInstance } from '@duckdb/node-api';
import {
  asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema, readColumnIndex, readOffsetIndex,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteFile } from 'hyparquet-writer';

const text = (value) => `'${value.replaceAll("'", "''")}'`;
const name = (value) => `"${value.replaceAll('"', '""')}"`;

// Numbers as text that keeps every bit: JSON has no NaN, no infinity and no 64-bit integers.
const plain = (value) =>
  value === null || value === undefined ? null : Object.is(value, -0) ? '-0' : String(value);
const print = (value) => console.log(JSON.stringify(value));

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS();

async function readWithDuckDb(file) {
  const from = `read_parquet(${text(file)})`;
  const [about] = await query(`SELECT num_rows, num_row_groups, created_by FROM parquet_file_metadata(${text(file)})`);
  const pairs = await query(`SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(${text(file)})`);
  const columns = {};
  for (const { column_name: column, column_type: type } of await query(`DESCRIBE SELECT * FROM ${from}`)) {
    const isNumber = /INT|DOUBLE|FLOAT|DECIMAL/.test(type);
    const [seen] = await query(`
      SELECT count(*) - count(${name(column)}) AS nulls, min(${name(column)}) AS min, max(${name(column)}) AS max,
             ${isNumber ? `fsum(${name(column)}::DOUBLE)` : 'NULL'} AS sum FROM ${from}`);
    columns[column] = { type, nulls: Number(seen.nulls), min: plain(seen.min), max: plain(seen.max), sum: plain(seen.sum) };
  }
  return {
    rows: Number(about.num_rows),
    rowGroups: Number(about.num_row_groups),
    createdBy: about.created_by,
    metadata: Object.fromEntries(pairs.map(({ key, value }) => [key, value])),
    columns,
  };
}

async function readWithHyparquet(path) {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const rows = await parquetReadObjects({ file, metadata, compressors });
  const columns = {};
  for (const { element } of parquetSchema(metadata).children) {
    let [nulls, min, max, sum] = [0, null, null, null];
    for (const row of rows) {
      const value = row[element.name];
      if (value === null || value === undefined) {
        nulls++;
        continue;
      }
      if (min === null || value < min) min = value;
      if (max === null || value > max) max = value;
      if (typeof value !== 'string') sum = (sum ?? 0) + Number(value);
    }
    const type = [element.type, element.logical_type?.type, element.repetition_type].filter(Boolean).join(' ');
    columns[element.name] = { type, nulls, min: plain(min), max: plain(max), sum: plain(sum) };
  }
  return {
    rows: rows.length,
    rowGroups: metadata.row_groups.length,
    createdBy: metadata.created_by,
    metadata: Object.fromEntries((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value])),
    columns,
  };
}

async function readPageIndex(path) {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element);
  const part = async (offset, length) =>
    ({ view: new DataView(await file.slice(Number(offset), Number(offset) + length)), offset: 0 });
  const pages = [];
  for (const [rowGroup, { columns: chunks }] of metadata.row_groups.entries()) {
    for (const [c, chunk] of chunks.entries()) {
      const places = readOffsetIndex(await part(chunk.offset_index_offset, chunk.offset_index_length)).page_locations;
      const bounds = chunk.column_index_offset === undefined ? null
        : readColumnIndex(await part(chunk.column_index_offset, chunk.column_index_length), columns[c]);
      for (const [p, place] of places.entries()) {
        pages.push({
          rowGroup, column: columns[c].name, firstRow: Number(place.first_row_index),
          offset: Number(place.offset), size: place.compressed_page_size, isNull: bounds?.null_pages[p] ?? null,
          min: plain(bounds?.min_values[p]), max: plain(bounds?.max_values[p]), nulls: bounds ? Number(bounds.null_counts[p]) : null,
        });
      }
    }
  }
  return pages;
}

const [verb, ...rest] = process.argv.slice(2);
if (verb === 'read' && rest.length > 0) {
  const files = [];
  for (const file of rest) files.push({ duckdb: await readWithDuckDb(file), hyparquet: await readWithHyparquet(file) });
  print(files);
} else if (verb === 'pages' && rest.length === 1) {
  print(await readPageIndex(rest[0]));
} else if (verb === 'write' && (rest.length === 2 || rest.length === 3)) {
  const [file, sql, options] = rest;
  await query(`COPY (${sql}) TO ${text(file)} (FORMAT parquet${options ? `, ${options}` : ''})`);
} else if (verb === 'compose' && rest.length === 2) {
  const { columnData, ...options } = JSON.parse(rest[1]);
  for (const column of columnData) {
    if (column.type === 'INT64') column.data = column.data.map((value) => value === null ? null : BigInt(value));
  }
  await parquetWriteFile({ filename: rest[0], columnData, ...options });
} else if (verb === 'query' && rest.length === 1) {
  const rows = await query(rest[0]);
  print(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]))));
} else {
  console.error('usage: check.mjs read FILE… | pages FILE | write FILE SQL [OPTIONS] | compose FILE JSON | query SQL');
  process.exitCode = 2;
}
