// Draws Vega-Lite specifications without a browser. Reads one JSON object from the standard input:
//   { scripts: [text], wasm: base64, fonts: [base64], format: "svg" | "png", scale: number, figures: [{ name, spec }] }
// and writes one line for each figure to the standard output: { name, image: base64 } or { name, error }.
// No figure can read a file or an address: there is no loader.
'use strict';

const vm = require('node:vm');

// Widths of text come from the font that PNG files are drawn with, so that legends have the room they need. Vega asks a canvas for them.
function canvasOf(fonts) {
  const widthOf = fonts.map(advances);
  const context = {
    font: '',
    measureText(text) {
      const size = Number(/([\d.]+)px/.exec(context.font)?.[1] ?? 11);
      const isBold = /\b(bold|[5-9]00)\b/.test(context.font);
      let width = 0;
      for (const sign of String(text)) width += widthOf[isBold ? 1 : 0](sign.codePointAt(0));
      return { width: width * size };
    },
  };
  return { getContext: kind => (kind === '2d' ? context : null), width: 0, height: 0 };
}

// The advance width of each character of a TrueType font, in ems: https://learn.microsoft.com/typography/opentype/spec/cmap
function advances(font) {
  const tables = {};
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const record = 12 + 16 * i;
    tables[font.toString('latin1', record, record + 4)] = font.readUInt32BE(record + 8);
  }
  const unitsPerEm = font.readUInt16BE(tables.head + 18);
  const metrics = font.readUInt16BE(tables.hhea + 34);
  let segments = 0;
  for (let i = 0; i < font.readUInt16BE(tables.cmap + 2); i++) {
    const subtable = tables.cmap + font.readUInt32BE(tables.cmap + 8 + 8 * i);
    if (font.readUInt16BE(subtable) === 4) segments = subtable;   // format 4: the characters of the basic multilingual plane
  }
  const count = font.readUInt16BE(segments + 6) / 2;
  const glyphOf = code => {
    for (let i = 0; i < count; i++) {
      if (font.readUInt16BE(segments + 14 + 2 * i) < code) continue;
      const start = font.readUInt16BE(segments + 16 + 2 * count + 2 * i);
      if (start > code) return 0;
      const delta = font.readUInt16BE(segments + 16 + 4 * count + 2 * i);
      const at = segments + 16 + 6 * count + 2 * i;
      const offset = font.readUInt16BE(at);
      return offset === 0 ? (code + delta) & 0xffff : (font.readUInt16BE(at + offset + 2 * (code - start)) + delta) & 0xffff;
    }
    return 0;
  };
  const known = new Map();
  return code => {
    if (!known.has(code)) known.set(code, font.readUInt16BE(tables.hmtx + 4 * Math.min(code > 0xffff ? 0 : glyphOf(code), metrics - 1)) / unitsPerEm);
    return known.get(code);
  };
}

function refuse(uri) {
  return Promise.reject(new Error(`a figure may not load '${uri}'`));
}

async function draw(figure, input, fonts, Resvg) {
  const { vega, vegaLite } = globalThis;
  const warnings = [];
  const logger = { level: () => logger, error: (...text) => { throw new Error(text.join(' ')); }, warn: (...text) => { warnings.push(text.join(' ')); return logger; }, info: () => logger, debug: () => logger };
  const compiled = vegaLite.compile(figure.spec, { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger, loader: { load: refuse, sanitize: refuse } });
  const svg = await view.toSVG();
  view.finalize();
  if (warnings.length > 0) throw new Error(warnings.join('; '));
  if (input.format === 'svg') return Buffer.from(svg, 'utf8');
  const picture = new Resvg(svg, { fitTo: { mode: 'zoom', value: input.scale }, font: { fontBuffers: fonts, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' } });
  return Buffer.from(picture.render().asPng());
}

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const input = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const fonts = input.fonts.map(font => Buffer.from(font, 'base64'));
  globalThis.document = { createElement: name => (name === 'canvas' ? canvasOf(fonts) : null) };
  // "node -e" makes these global, and scripts that see them would look for their fellows on the disk.
  for (const name of ['exports', 'module', 'require']) delete globalThis[name];
  for (const script of input.scripts) vm.runInThisContext(script);
  if (input.format === 'png') await globalThis.resvg.initWasm(Buffer.from(input.wasm, 'base64'));
  for (const figure of input.figures) {
    let answer;
    try {
      answer = { name: figure.name, image: (await draw(figure, input, fonts, globalThis.resvg?.Resvg)).toString('base64') };
    } catch (trouble) {
      answer = { name: figure.name, error: String(trouble?.message ?? trouble) };
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
  }
}

main().catch(trouble => {
  process.stderr.write(`${trouble?.message ?? trouble}\n`);
  process.exitCode = 1;
});
