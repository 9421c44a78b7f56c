// Reads { modules, figures: [{ name, spec }] } from the standard input. Of each figure it says what is wrong with its Vega-Lite specification by the
// schema that comes with Vega-Lite, what Vega-Lite and Vega warn of, how many marks are drawn, and which texts; and whether a scenario's text ran as code.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const input = JSON.parse(readFileSync(0, 'utf8'));
const require = createRequire(input.modules + '/');
const Ajv = require('ajv').default;
const vega = await import(require.resolve('vega'));
const vegaLite = await import(require.resolve('vega-lite'));

const schema = JSON.parse(readFileSync(input.modules + '/node_modules/vega-lite/build/vega-lite-schema.json', 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
const validate = ajv.compile(schema);

const results = [];
for (const { name, spec } of input.figures) {
  const warnings = [];
  const warn = (...text) => { warnings.push(text.join(' ')); return logger; };
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger };
  let ran = 0;
  globalThis.costsimRan = () => { ran++; return 1; };
  const errors = validate(spec) ? [] : validate.errors.slice(0, 3).map(error => `${error.instancePath} ${error.message}`);
  const compiled = vegaLite.compile(spec, { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger });
  const svg = await view.toSVG();
  const texts = [];
  const marks = {};
  walk(view.scenegraph().root, texts, marks);
  results.push({
    name, errors, warnings, ran, marks,
    texts: [...new Set(texts)],
    description: view.description(),
    wtp: hasSignal(view, 'wtp') ? view.signal('wtp') : null,
    svg: svg.length,
    ids: svg.includes('NaN') || svg.includes('undefined'),
  });
  view.finalize();
}
process.stdout.write(JSON.stringify(results));

function hasSignal(view, name) {
  try { view.signal(name); return true; } catch { return false; }
}

function walk(item, texts, marks) {
  if (item.marktype && item.role === 'mark') marks[item.marktype] = (marks[item.marktype] ?? 0) + item.items.length;
  if (item.text !== undefined && item.text !== null && item.mark?.marktype === 'text') texts.push(...[item.text].flat().map(String));
  for (const child of item.items ?? []) walk(child, texts, marks);
}
