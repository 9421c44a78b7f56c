// Makes the page of a run follow its reader: draws the figures, and puts what belongs to the chosen willingness to pay into answer, table and figures.
// Every text comes from the page's own data; nothing is computed here and nothing is loaded.
'use strict';

(() => {
  const dataOf = id => JSON.parse(document.getElementById(id).textContent);
  const { unit, places } = dataOf('thresholds');
  const { light, dark, figures } = dataOf('figure-data');
  const slider = document.getElementById('wtp');
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const narrowest = 240;
  let views = [];
  let drawing = 0;

  const place = () => places[Number(slider.value)];

  function show() {
    const at = place();
    const text = `${at.text} ${unit}`;
    document.getElementById('wtp-text').textContent = text;
    slider.setAttribute('aria-valuetext', text);
    for (const element of document.querySelectorAll('.wtp-text')) element.textContent = text;
    document.getElementById('answer-text').replaceChildren(...at.answer.map(sentence => {
      const paragraph = document.createElement('p');
      paragraph.textContent = sentence;
      return paragraph;
    }));
    document.getElementById('evpi').textContent = at.evpi;
    for (const row of document.querySelectorAll('tr[data-strategy]')) {
      const strategy = Number(row.dataset.strategy);
      row.classList.toggle('best', strategy === at.best);
      row.querySelectorAll('td').forEach((cell, c) => { cell.textContent = at.cells[strategy][c]; });
    }
    for (const row of document.querySelectorAll('tr[data-profile]')) {
      row.querySelectorAll('.follows-wtp').forEach((cell, c) => { cell.textContent = at.profiles[Number(row.dataset.profile)][c]; });
    }
    for (const button of document.querySelectorAll('button[data-place]')) button.setAttribute('aria-pressed', String(button.dataset.place === slider.value));
    for (const view of views) tell(view);
  }

  function tell(view) {
    if ('wtp' in view.getState({ signals: name => name === 'wtp', data: () => false }).signals) view.signal('wtp', place().wtp).run();
  }

  // As many small multiples side by side as fit, with a legend that is as much narrower; a single column may be wider than it was.
  function fitPanels(spec, width) {
    const before = spec.columns;
    const gap = spec.spacing.column;
    const axis = 60;
    spec.columns = Math.max(1, Math.min(before, Math.floor((width - axis + gap) / (spec.spec.width + gap))));
    const legend = spec.spec.encoding?.color?.legend;
    const dashes = spec.spec.layer?.at(-1).encoding?.strokeDash?.legend;
    for (const each of [legend, dashes]) if (each?.columns) each.columns = Math.max(1, Math.floor(each.columns * spec.columns / before));
    if (spec.columns === 1) spec.spec.width = Math.max(spec.spec.width, Math.min(width - 2 * axis, 2 * spec.spec.width));
  }

  // The figure's own specification, for the width that there is and for a light or a dark ground.
  function fitted(spec, width, theme) {
    const copy = structuredClone(spec);
    // A line that only marks a place has nothing to tell a screen reader.
    copy.config = { ...copy.config, ...theme, rule: { ...copy.config?.rule, ...theme.rule, aria: false } };
    if (copy.spec?.width) fitPanels(copy, width);
    else copy.width = Math.max(narrowest, copy.autosize ? width - 10 : width - 70);   // beside the plot stand the numbers of an axis
    return copy;
  }

  async function drawInto(chart, spec, width, theme, look) {
    const element = document.createElement('div');
    element.className = look;
    chart.append(element);
    const { view } = await vegaEmbed(element, fitted(spec, width, theme), {
      mode: 'vega-lite', ast: true, actions: false, defaultStyle: false, renderer: 'svg', hover: true, tooltip: { disableDefaultStyle: true },
      loader: { load: refuse, sanitize: refuse }, logLevel: vega.Warn,
    });
    element.querySelector('form')?.remove();   // for inputs that no figure has
    views.push(view);
    tell(view);
  }

  function refuse(uri) {
    return Promise.reject(new Error(`a figure may not load '${uri}'`));
  }

  // One after the other, so that the page answers its reader meanwhile. A newer drawing ends an older one.
  async function draw() {
    const mine = ++drawing;
    document.documentElement.dataset.figures = 'drawing';
    for (const view of views) view.finalize();
    views = [];
    for (const { name, spec } of figures) {
      const chart = document.querySelector(`.chart[data-figure="${CSS.escape(name)}"]`);
      chart.replaceChildren();
      chart.classList.toggle('both', isDark.matches);
      try {
        await drawInto(chart, spec, chart.clientWidth, isDark.matches ? dark : light, 'for-screen');
        // Paper is white whatever the screen is, and there is no time to draw when the printer asks.
        if (isDark.matches) await drawInto(chart, spec, chart.clientWidth, light, 'for-paper');
      } catch (trouble) {
        const message = document.createElement('p');
        message.className = 'failed';
        message.textContent = 'This figure could not be drawn; the numbers behind it are below.';
        chart.replaceChildren(message);
        console.error(trouble);
      }
      if (mine !== drawing) return;
    }
    document.documentElement.dataset.figures = 'drawn';
  }

  slider.addEventListener('input', show);
  for (const button of document.querySelectorAll('button[data-place]')) {
    button.addEventListener('click', () => { slider.value = button.dataset.place; show(); });
  }
  isDark.addEventListener('change', draw);
  let width = document.documentElement.clientWidth;
  let waiting = 0;
  addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    clearTimeout(waiting);
    waiting = setTimeout(draw, 200);
  });
  // A browser may keep the slider where it stood before the page was loaded again.
  show();
  draw();
})();
