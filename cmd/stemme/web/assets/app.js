// What the pages gain where there is JavaScript: charts that tell the figures
// under the pointer, and filters folded away on phones. Everything is there
// without it.
"use strict";

(() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // number reads a data attribute; an empty one is not known.
  const number = (text) => (text === "" || text === undefined ? null : Number(text));

  // draw puts an interactive chart over a drawn one, from the table beside it.
  function draw(figure) {
    const table = (figure.closest("section") || document).querySelector("table.series");
    if (!table || figure.classList.contains("live") || typeof uPlot === "undefined") return;
    const rows = [...table.tBodies[0].rows];
    const labels = rows.map((r) => r.dataset.label);
    if (labels.length < 2) return;
    const lang = document.documentElement.lang;
    const format = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const show = (_, v) => (v === null || v === undefined ? "–" : format.format(v));
    const label = (_, __, ___, i) => (i === null || i === undefined ? "" : labels[i]);
    const series = [
      { label: figure.dataset.period, value: label },
      { label: "NPS", value: show, stroke: css("--link"), width: 2, points: { show: true, size: 5, fill: css("--link") } },
      { label: "↓ 95 %", value: show, stroke: "transparent", points: { show: false } },
      { label: "↑ 95 %", value: show, stroke: "transparent", points: { show: false } },
    ];
    const axis = { stroke: css("--soft"), grid: { stroke: css("--grid"), width: 1 }, ticks: { show: false } };
    const at = rows.map((_, i) => i);
    const column = (name) => rows.map((r) => number(r.dataset[name]));
    const plot = new uPlot({
      width: figure.clientWidth, height: 260, scales: { x: { time: false } }, legend: { live: true },
      series, bands: [{ series: [3, 2], fill: css("--band") }],
      axes: [
        { ...axis, values: (_, splits) => splits.map((i) => (Number.isInteger(i) ? labels[i] : "")), space: 70 },
        { ...axis, values: (_, splits) => splits.map((v) => new Intl.NumberFormat(lang).format(v)), size: 48 },
      ],
    }, [at, column("value"), column("low"), column("high")], figure);
    plot.root.setAttribute("aria-hidden", "true"); // the table beside it says the same
    figure.classList.add("live");
    new ResizeObserver(() => plot.setSize({ width: figure.clientWidth, height: 260 })).observe(figure);
  }

  function start() {
    document.querySelectorAll("figure.plot").forEach(draw);
    const filters = document.querySelector("details.filters");
    if (filters && matchMedia("(max-width: 52rem)").matches) filters.open = false;
  }

  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();
