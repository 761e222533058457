"use strict";
/* The reader's side of a picture. Text of articles becomes text nodes only; the page asks nothing of any network. */
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const { styles, base } = data;
  /** Rows whose names are told once; what a row lacks takes its value from `usual`. */
  const rowsOf = (table, usual) => table.rows.map((values) => {
    const row = usual(Object.fromEntries(table.names.map((name, i) => [name, values[i] ?? undefined])));
    table.names.forEach((name, i) => { if (values[i] !== undefined && values[i] !== null) row[name] = values[i]; });
    return row;
  });
  data.nodes = rowsOf(data.nodes, ({ kind, label }) => ({
    detail: "", modality: "", href: "", polarity: "", earliest: "", latest: "", facts: [], lines: [label], shape: styles.kind[kind].shape,
  }));
  data.edges = rowsOf(data.edges, ({ relation, polarity }) => {
    const { width, dashes } = { ...styles.relation[relation], ...styles.polarity[polarity] };
    return { polarity: "", earliest: "", latest: "", width, dashes: dashes.length > 0 && dashes, smooth: { enabled: false }, quiet: false, facts: [] };
  });
  const facts = rowsOf(data.facts, () => ({ text: "", quotes: [] }));
  for (const each of [...data.nodes, ...facts]) each.iri = base + each.iri;
  const articles = rowsOf(data.articles, () => ({ outlet: "", name: "", url: "", published: "" }));
  const quotes = rowsOf(data.quotes, () => ({ by: [], at: null, read: "" })).map((quote) => {
    const sentence = data.sentences[quote.sentence];
    const { name, ...article } = articles[quote.article];
    return { ...quote, ...article, sentence, article: name, rule: data.rules[quote.rule], exact: quote.at ? [...sentence].slice(...quote.at).join("") : sentence };
  });
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = data.edges;
  const idOf = new Map(data.nodes.map((node) => [node.iri, node.id]));
  data.center = idOf.get(data.center) || null;
  const around = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    around.get(edge.from).push(edge);
    if (edge.to !== edge.from) around.get(edge.to).push(edge);
  }
  const guides = data.guides.map((guide) => ({ kind: "", x: 0, y: 0, width: 0, height: 0, text: "", tone: "", ...guide }));
  /** On a screen that is higher than wide the picture lies on its side; the days of a timeline still run from left to right. */
  const turned = innerWidth < 0.8 * innerHeight && data.arrangement !== "timeline";
  if (turned) {
    const [across, down] = { chains: [1.25, 0.62], camps: data.nodes.length > 12 ? [0.95, 1.6] : [1.3, 1.15] }[data.arrangement] || [1.2, 0.9];
    for (const node of data.nodes) [node.x, node.y] = [node.y * across, node.x * down];
    for (const guide of guides) [guide.x, guide.y, guide.width, guide.height] = [guide.y * across, guide.x * down, guide.height * across, guide.width * down];
  }
  const degree = (node) => around.get(node.id).length;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const wide = () => innerWidth > 820;
  const state = { focus: null, edge: null, hover: null, kinds: new Set(), camps: new Set(), from: 0, to: Infinity, undated: true, lit: null };

  /* ---- building the document ---- */
  const SVG = "http://www.w3.org/2000/svg";
  const fill = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") element.textContent = value;
      else if (name === "click") element.addEventListener("click", value);
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };
  const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const dark = () => document.documentElement.dataset.theme === "dark";
  const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  const web = (url) => /^https?:\/\//i.test(url);
  /** A page of the service that this picture comes from; a file that was saved has none. */
  const local = (url) => /^https?:$/.test(location.protocol) && /^\/(?![\/\\])/.test(url);

  /* ---- signs: one outline serves canvas, key, panel and drawing ---- */
  const corners = (count, radius, turn, inner) => {
    const steps = inner ? count * 2 : count;
    const points = Array.from({ length: steps }, (_, i) => {
      const r = inner && i % 2 ? radius * inner : radius;
      const angle = turn + (i * 2 * Math.PI) / steps;
      return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
    });
    return `M${points.join("L")}Z`;
  };
  const disc = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  const UP = -Math.PI / 2;
  const outlines = {
    dot: (r) => disc(0, 0, r * 0.94),
    trio: (r) => disc(-r * 0.5, r * 0.32, r * 0.5) + disc(r * 0.5, r * 0.32, r * 0.5) + disc(0, -r * 0.42, r * 0.52),
    square: (r) => corners(4, r * 1.16, Math.PI / 4),
    hexagon: (r) => corners(6, r, 0),
    triangle: (r) => corners(3, r * 1.14, UP),
    triangleDown: (r) => corners(3, r * 1.14, -UP),
    diamond: (r) => corners(4, r * 1.1, 0),
    pentagon: (r) => corners(5, r, UP),
    star: (r) => corners(5, r * 1.18, UP, 0.5),
    bubble: (r) => `M${-r} ${-r * 0.8}H${r}V${r * 0.4}H${-r * 0.1}L${-r * 0.5} ${r}V${r * 0.4}H${-r}Z`,
  };
  const outline = (shape, radius) => (outlines[shape] || outlines.dot)(radius);
  const shade = (hex, factor) => `#${[1, 3, 5].map((i) => Math.round(Math.min(255, parseInt(hex.slice(i, i + 2), 16) * factor)).toString(16).padStart(2, "0")).join("")}`;
  const colorOf = (style) => (dark() && style.dark) || style.color;
  const rim = (color) => (dark() ? shade(color, 1.35) : shade(color, 0.62));
  const icon = (style) =>
    svg("svg", { viewBox: "-11 -11 22 22", class: "icon", "aria-hidden": "true" },
      svg("path", { d: outline(style.shape, 8), fill: colorOf(style), stroke: rim(colorOf(style)), "stroke-width": 1.4 }));
  const badge = (style) =>
    svg("svg", { viewBox: "-9 -9 18 18", "aria-hidden": "true" },
      svg("circle", { r: 8.5, fill: colorOf(style) }),
      svg("text", { "text-anchor": "middle", y: style.sign.length > 1 ? 3.6 : 4.6, "font-size": style.sign.length > 1 ? 10.5 : 14, "font-weight": 700,
        fill: dark() ? "#14171c" : "#ffffff", text: style.sign }));
  const stroke = (style) =>
    svg("svg", { viewBox: "0 0 38 16", class: "stroke", "aria-hidden": "true" },
      svg("line", { x1: 0, x2: 38, y1: 8, y2: 8, stroke: colorOf(style), "stroke-width": 2.6, "stroke-dasharray": style.dashes.join(" ") }),
      svg("circle", { cx: 19, cy: 8, r: 7.5, fill: colorOf(style) }),
      svg("text", { x: 19, y: style.sign.length > 1 ? 11.4 : 12.2, "text-anchor": "middle", "font-size": style.sign.length > 1 ? 9.5 : 12.5, "font-weight": 700,
        fill: dark() ? "#14171c" : "#ffffff", text: style.sign }));
  const kindOf = (node) => styles.kind[node.kind];
  const nodeColor = (node) => (node.polarity ? colorOf(styles.polarity[node.polarity]) : colorOf(kindOf(node)));
  const edgeColor = (edge) => (edge.polarity ? colorOf(styles.polarity[edge.polarity]) : css("--edge"));

  /* ---- time ---- */
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const DAY = 864e5;
  const day = (iso) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);
  const say = (iso) => (/^\d{4}-\d\d-\d\d/.test(iso) ? `${+iso.slice(8, 10)} ${MONTHS[+iso.slice(5, 7) - 1]} ${iso.slice(0, 4)}` : iso);
  const month = (iso) => `${MONTHS[+iso.slice(5, 7) - 1]} ${iso.slice(0, 4)}`;
  const isoOf = (number) => new Date(number * DAY).toISOString().slice(0, 10);
  for (const each of [...edges, ...data.nodes]) {
    const [first, last] = [each.earliest || each.latest, each.latest || each.earliest];
    each.days = first ? [day(first), day(last)] : null;
  }
  const span = (edge) => {
    if (!edge.days) return "";
    if (!edge.earliest) return `until ${say(edge.latest)}`;
    if (!edge.latest) return `since ${say(edge.earliest)}`;
    if (edge.earliest.endsWith("-01") && edge.latest >= `${edge.earliest.slice(0, 7)}-28` && edge.latest.startsWith(edge.earliest.slice(0, 7))) return month(edge.earliest);
    return edge.earliest === edge.latest ? say(edge.earliest) : `${say(edge.earliest)} – ${say(edge.latest)}`;
  };
  /** What the time range picks from: relations, and what happened to nobody in particular. */
  const MOMENTS = ["event", "stance", "statement"];
  const timed = [...edges, ...data.nodes.filter((node) => !degree(node) && MOMENTS.includes(node.kind))];
  const dated = timed.filter((each) => each.days);
  const bins = (() => {
    const first = Math.min(...dated.map((edge) => edge.days[0]));
    const last = Math.max(...dated.map((edge) => edge.days[1]));
    const reach = last - first;
    if (reach < 1 || new Set(dated.map((each) => each.days.join())).size < 2) return [];
    const starts = [];
    if (reach <= 62) for (let d = first; d <= last; d += 1) starts.push(d);
    else if (reach <= 430) for (let d = first; d <= last; d += 7) starts.push(d);
    else {
      const start = new Date(first * DAY);
      for (let m = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; m += 1) {
        const d = Date.UTC(Math.floor(m / 12), m % 12) / DAY;
        if (d > last) break;
        starts.push(d);
      }
    }
    return starts.map((from, i) => ({ from, to: i + 1 < starts.length ? starts[i + 1] - 1 : last, count: 0 }));
  })();
  for (const bin of bins) bin.count = dated.filter((edge) => edge.days[0] <= bin.to && edge.days[1] >= bin.from).length;
  const whole = () => !bins.length || (state.from <= 0 && state.to >= bins.length - 1);

  /* ---- what is visible ---- */
  const inTime = (edge) => {
    if (!edge.days) return state.undated;
    return whole() || (edge.days[0] <= bins[Math.min(state.to, bins.length - 1)].to && edge.days[1] >= bins[state.from].from);
  };
  const edgeShown = (edge) =>
    !state.kinds.has(nodes.get(edge.from).kind) && !state.kinds.has(nodes.get(edge.to).kind) && !state.camps.has(edge.polarity) && inTime(edge);
  const nodeShown = (node) => {
    if (state.kinds.has(node.kind) || state.camps.has(node.polarity)) return false;
    if ((whole() && state.undated) || node.id === data.center) return true;
    if (degree(node) && !node.polarity) return around.get(node.id).some(edgeShown);
    return !MOMENTS.includes(node.kind) || inTime(node);
  };
  const visible = { nodes: data.nodes, edges };
  const refresh = () => {
    visible.nodes = data.nodes.filter(nodeShown);
    visible.edges = edges.filter(edgeShown);
    visible.ids = new Set(visible.nodes.map((node) => node.id));
    state.lit = null;
    if (state.edge) state.lit = new Set([state.edge.from, state.edge.to]);
    else if (state.focus) {
      state.lit = new Set([state.focus]);
      for (const edge of around.get(state.focus)) if (edgeShown(edge)) state.lit.add(edge.from).add(edge.to);
    }
  };
  const edgeLit = (edge) => !state.lit || (state.edge ? edge === state.edge : edge.from === state.focus || edge.to === state.focus);
  /** Relations that a lane already tells are drawn in focus only. */
  const edgeDrawn = (edge) => !edge.quiet || (state.lit !== null && edgeLit(edge));
  const nodeLit = (node) => !state.lit || state.lit.has(node.id);

  /* ---- the drawing ---- */
  /** Signs and lines do not shrink without end when the reader zooms out. */
  const crowded = data.nodes.length > 90;
  const swell = (scale) => Math.min(1.9, Math.max(1, (crowded ? 0.6 : 0.78) / scale));
  const radius = (node, scale) => node.size * swell(scale);
  const drawNode = ({ ctx, id, x, y }) => {
    const node = nodes.get(id);
    const grown = swell(network.getScale());
    const paint = () => {
      const color = nodeColor(node);
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(grown, grown);
      ctx.globalAlpha = nodeLit(node) ? 1 : 0.16;
      const shape = new Path2D(outline(node.shape, node.size));
      const unsure = node.modality && node.modality !== "Actual";
      ctx.fillStyle = css("--paper");
      ctx.fill(shape);
      ctx.fillStyle = color;
      ctx.globalAlpha *= unsure ? 0.45 : 1;
      ctx.fill(shape);
      ctx.globalAlpha = nodeLit(node) ? 1 : 0.16;
      ctx.lineWidth = id === state.focus || id === state.hover ? 3.2 : 1.6;
      ctx.strokeStyle = id === state.focus ? css("--ink") : rim(color);
      ctx.setLineDash(unsure ? [4, 3] : []);
      ctx.stroke(shape);
      if (id === data.center) {
        ctx.setLineDash([]);
        ctx.lineWidth = 1.6;
        ctx.strokeStyle = css("--ink");
        ctx.stroke(new Path2D(outline(node.shape, node.size + 5)));
      }
      ctx.restore();
    };
    return { drawNode: paint, nodeDimensions: { width: node.size * 2 * grown, height: node.size * 2 * grown } };
  };
  const store = {
    nodes: new vis.DataSet(data.nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, size: node.size, shape: "custom", ctxRenderer: drawNode }))),
    edges: new vis.DataSet(edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, width: edge.width, dashes: edge.dashes, smooth: edge.smooth }))),
  };
  let grown = 1;
  const network = new vis.Network($("network"), store, {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, keyboard: false, tooltipDelay: 1e6, zoomSpeed: 0.6, selectConnectedEdges: false },
    nodes: { shape: "custom", chosen: false },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.45 } }, arrowStrikethrough: false, chosen: false, selectionWidth: 0, hoverWidth: 0 },
  });
  for (const frame of $("network").querySelectorAll("[tabindex]")) frame.removeAttribute("tabindex");

  const show = () => {
    refresh();
    store.nodes.update(data.nodes.map((node) => ({ id: node.id, hidden: !visible.ids.has(node.id) })));
    const shown = new Set(visible.edges.filter(edgeDrawn));
    store.edges.update(edges.map((edge) => ({
      id: edge.id, hidden: !shown.has(edge), color: { color: edgeColor(edge), opacity: edgeLit(edge) ? 1 : 0.13, inherit: false },
    })));
    thicken();
  };
  /** Line widths for the present zoom; vis-network alone would let lines fade away with it. */
  function thicken() {
    grown = swell(network.getScale());
    store.edges.update(edges.map((edge) => ({
      id: edge.id, width: edge.width * grown * (state.lit && edgeLit(edge) ? 1.4 : 1), dashes: edge.dashes && edge.dashes.map((part) => part * grown),
      arrows: { to: { enabled: true, scaleFactor: 0.42 * grown } },
    })));
    network.redraw();
  }
  const zoomed = () => {
    const ratio = swell(network.getScale()) / grown;
    if (ratio > 1.12 || ratio < 0.89) thicken();
  };
  network.on("zoom", zoomed);
  network.on("animationFinished", zoomed);

  const place = (id) => network.body.nodes[id];
  const xy = (node) => ({ x: place(node.id).x, y: place(node.id).y });
  /** A point of an edge, `t` from 0 at its source to 1 at its target, in the coordinates of the drawing. */
  const along = (edge, t) => {
    const [a, b] = [place(edge.from), place(edge.to)];
    const kind = network.body.edges[edge.id].edgeType;
    const via = kind.getViaNode && kind.getViaNode();
    if (!via) return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
    const s = 1 - t;
    return { x: s * s * a.x + 2 * s * t * via.x + t * t * b.x, y: s * s * a.y + 2 * s * t * via.y + t * t * b.y };
  };

  /* ---- labels: constant size on the screen, none upon another ---- */
  const family = css("--sans");
  const meter = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const measure = (text, font) => {
    const key = `${font}|${text}`;
    if (!widths.has(key)) {
      meter.font = font;
      widths.set(key, meter.measureText(text).width);
    }
    return widths.get(key);
  };
  const strong = (node) => node.id === state.focus || node.id === data.center || node.kind === "issue";
  /** The best connected always have their names. */
  const named = new Set(data.nodes.filter((node) => node.kind !== "event" && degree(node) >= 4).sort((a, b) => degree(b) - degree(a)).slice(0, 9).map((node) => node.id));
  const fontOf = (node) => `${strong(node) ? "700 14px" : crowded ? "400 12px" : "400 13px"} ${family}`;
  const clashes = (box, taken) => taken.some((other) => box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h);

  /** Part that an actor or a place plays in an event, where the edge says no more than that. */
  const role = (edge) => (edge.words === edge.relation && ["agent", "recipient", "place"].includes(edge.relation) ? edge.relation : "");
  const onLine = (edge) => ({ agent: "", recipient: "", place: "in" })[role(edge)] ?? edge.words;
  /** Where a label may stand beside its node, the best first: below, above, right, left, then the corners. */
  const SPOTS = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1], [0.5, 1], [-0.5, 1], [0.5, -1], [-0.5, -1], [1, 0.5], [-1, 0.5], [1, -0.5], [-1, -0.5]];
  /** A label on two lines of about one length, for where one line has no room. */
  const inTwo = (text) => {
    const at = [...text.matchAll(/ /g)].map((each) => each.index).sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0];
    return at === undefined ? [text] : [text.slice(0, at), text.slice(at + 1)];
  };
  /** An issue or a body for which there is no room is better cut short than nameless. */
  const BRIEFLY = ["issue", "organization", "place", "country"];
  const brief = (text) => (text.length > 16 ? `${text.slice(0, 15).replace(/\s+\S{0,3}$|\s$/, "")} …` : text);
  /** Badges, labels and words on edges for a projection of the drawing to pixels. */
  const annotate = (project, scale, walls = []) => {
    const taken = [...walls];
    const out = { badges: [], labels: [], words: [], headings: headings(project, taken, walls.length > 0) };
    const lit = visible.nodes.filter(nodeLit);
    for (const node of lit) {
      const p = project(place(node.id));
      const r = radius(node, scale) * scale * 0.9;
      taken.push({ x: p.x - r, y: p.y - r, w: 2 * r, h: 2 * r, id: node.id, weight: node.size > 8 ? 1 : 0.25 });
    }
    const rank = (node) => (node.id === state.focus ? 1e6 : 0) + (node.id === data.center ? 1e5 : 0) + (strong(node) ? 1e4 : 0) + (named.has(node.id) ? 1e3 : 0) + degree(node);
    const label = (node) => {
      const p = project(place(node.id));
      const r = (radius(node, scale) + (node.id === data.center ? 5 : 0)) * scale;
      const font = fontOf(node);
      const leaving = around.get(node.id).filter(edgeShown).map((edge) => {
        const q = project(place(edge.from === node.id ? edge.to : edge.from));
        const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
        return { x: (q.x - p.x) / length, y: (q.y - p.y) / length };
      });
      const spotsFor = (lines) => {
        const [w, h] = [Math.max(...lines.map((line) => measure(line, font))), lines.length * 15];
        return SPOTS.map(([dx, dy]) => ({
          x: p.x + (dx && dy ? (Math.abs(dx) === 1 ? 0.6 : 0) * r : dx ? r + 5 : 0) * dx + (Math.abs(dy) === 0.5 ? (r + 3) * 0.5 * dx : 0) - (w / 2) * (1 - dx) - 2, w: w + 4, h,
          y: p.y + (dx && dy ? (Math.abs(dx) === 0.5 ? r + 2 : 0.8 * r) : dy ? r + 2 : 0) * dy - (h / 2) * (1 - dy), lines,
          crossed: leaving.filter((way) => (way.x * dx + way.y * dy) / Math.hypot(dx, dy) > 0.72).length,
        })).sort((a, b) => a.crossed - b.crossed);
      };
      const spots = spotsFor(node.lines);
      const others = taken.filter((box) => box.id !== node.id);
      const free = (box) => !clashes(box, others);
      let spot = spots.find(free) || (node.lines.length === 1 && spotsFor(inTwo(node.label)).find(free)) || (BRIEFLY.includes(node.kind) && spotsFor([brief(node.label)]).find(free));
      if (!spot && (node.id === state.focus || node.id === data.center || (named.has(node.id) && wide()))) {
        const cost = (box) => others.filter((other) => clashes(box, [other])).reduce((sum, other) => sum + (other.weight ?? 100), 0);
        spot = spots.map((box) => [cost(box), box]).sort((a, b) => a[0] - b[0])[0][1];
      }
      if (!spot) return;
      taken.push({ x: spot.x, y: spot.y, w: spot.w, h: spot.h, weight: 3 });
      out.labels.push({ id: node.id, lines: spot.lines, x: spot.x + spot.w / 2, y: spot.y, font });
    };
    const queue = [...lit].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
    const live = visible.edges.filter((edge) => edgeLit(edge) && edgeDrawn(edge));
    const talk = state.lit !== null || (data.arrangement !== "camps" && visible.edges.length <= 26);
    const round = Math.max(5.5, Math.min(8.5, 19 * scale));
    for (const edge of live.filter((each) => each.polarity)) {
      const style = styles.polarity[edge.polarity];
      const long = `${style.sign === "if" ? "" : `${style.sign} `}${edge.words || style.name}`;
      const pill = { words: long, font: `700 12px ${family}`, h: 18 };
      pill.w = measure(long, pill.font) + 12;
      const sign = { words: style.sign, font: `700 ${(style.sign.length > 1 ? 1.2 : 1.65) * round}px ${family}`, w: 2 * round, h: 2 * round };
      const tries = [...(talk ? [0.5, 0.42, 0.58, 0.34, 0.66].map((t) => [pill, t]) : []), ...[0.5, 0.6, 0.4, 0.7].map((t) => [sign, t])];
      const boxes = tries.map(([mark, t]) => {
        const p = project(along(edge, t));
        return { ...mark, x: p.x - mark.w / 2, y: p.y - mark.h / 2, color: colorOf(style) };
      });
      const box = boxes.find((each) => !clashes(each, taken)) || boxes[boxes.length - 4];
      taken.push({ x: box.x, y: box.y, w: box.w, h: box.h, weight: 0.8 });
      out.badges.push(box);
    }
    queue.forEach(label);
    if (!talk) return out;
    for (const edge of live.filter((each) => !each.polarity && onLine(each))) {
      const font = `italic 12px ${family}`;
      const words = onLine(edge).length > 34 ? `${onLine(edge).slice(0, 33)}…` : onLine(edge);
      const w = measure(words, font) + 6;
      for (const [t, aside] of [0, -11, 11].flatMap((off) => [0.5, 0.42, 0.58, 0.35, 0.65].map((at) => [at, off]))) {
        const p = project(along(edge, t));
        const box = { x: p.x - w / 2, y: p.y - 8 + aside, w, h: 16 };
        if (clashes(box, taken)) continue;
        taken.push(box);
        out.words.push({ ...box, words, font });
        break;
      }
    }
    return out;
  };
  /* ---- guides: camps, lanes and days behind the nodes ---- */
  const BRIEF = { camp: "700 13px", day: "600 11.5px", gap: "italic 11.5px", lane: "600 13px" };
  const toneOf = (guide) => (styles.polarity[guide.tone] ? colorOf(styles.polarity[guide.tone]) : css("--line"));
  const years = new Map(guides.filter((guide) => guide.kind === "day" && !guide.tone).map((guide, i, all) => [guide, i && all[i - 1].text.slice(0, 4) === guide.text.slice(0, 4)]));
  const wording = (guide) => {
    if (guide.kind === "camp") return `${styles.polarity[guide.tone].sign.replace("if", "")} ${guide.text}`.trim();
    if (guide.kind !== "day" || guide.tone) return guide.text;
    return (guide.text.length === 7 ? month(guide.text) : say(guide.text)).slice(0, years.get(guide) ? -5 : undefined);
  };
  /** Writes the headings of guides; those of days stay in sight at the edge `pinned`, so that a reader who moves on knows the day. */
  const headings = (project, taken, pinned) => {
    const out = [];
    const order = ["camp", "lane", "day", "gap"];
    const place = (guide) => order.indexOf(guide.kind) - (guide.tone === "apart" ? 0.5 : 0);
    for (const guide of guides.filter((each) => each.text).sort((a, b) => place(a) - place(b))) {
      const font = `${BRIEF[guide.kind]} ${family}`;
      const words = wording(guide);
      const w = measure(words, font);
      const p = project({ x: guide.x, y: guide.y });
      const q = project({ x: guide.x + guide.width, y: guide.y + guide.height });
      const box = { w: w + 8, h: 17 };
      if (guide.kind === "camp") [box.x, box.y] = [(p.x + q.x - box.w) / 2, p.y + 5];
      else if (guide.kind === "lane") [box.x, box.y] = [p.x + 6, (p.y + q.y) / 2 - 9];
      else [box.x, box.y] = [p.x - box.w / 2, Math.max(p.y - 21, pinned ? 5 : -1e6)];
      if (clashes(box, taken)) continue;
      taken.push({ ...box, weight: 2 });
      out.push({ ...box, words, font, color: guide.kind === "camp" ? toneOf(guide) : css(guide.kind === "gap" ? "--muted" : "--ink"), kind: guide.kind });
    }
    return out;
  };
  const ALPHA = { camp: 0.09, span: 0.55, day: 1, lane: 1 };
  const paintGuides = (ctx) => {
    for (const guide of guides) {
      if (!(guide.kind in ALPHA) || (guide.kind === "lane" && !guide.tone)) continue;
      ctx.save();
      ctx.globalAlpha = ALPHA[guide.kind] * (guide.kind === "camp" && dark() ? 1.6 : 1);
      ctx.fillStyle = guide.kind === "lane" ? css("--wash") : toneOf(guide);
      ctx.strokeStyle = css("--line");
      if (guide.kind === "day") {
        ctx.lineWidth = 1 / network.getScale();
        ctx.setLineDash(guide.tone ? [] : [3 / network.getScale(), 4 / network.getScale()]);
        ctx.strokeRect(guide.x, guide.y, guide.width, guide.height);
      } else {
        ctx.beginPath();
        ctx.roundRect(guide.x, guide.y, guide.width, guide.height, guide.kind === "lane" ? 0 : 8);
        ctx.fill();
      }
      ctx.restore();
    }
  };
  const guideDrawing = (guide, project) => {
    if (!(guide.kind in ALPHA) || (guide.kind === "lane" && !guide.tone)) return null;
    const [p, q] = [project(guide), project({ x: guide.x + guide.width, y: guide.y + guide.height })];
    const box = { x: p.x.toFixed(1), y: p.y.toFixed(1), width: (q.x - p.x).toFixed(1), height: (q.y - p.y).toFixed(1) };
    if (guide.kind === "day") return svg("line", { x1: box.x, y1: box.y, x2: q.x.toFixed(1), y2: q.y.toFixed(1), stroke: css("--line"), "stroke-dasharray": guide.tone ? "" : "3 4" });
    return svg("rect", { ...box, rx: guide.kind === "lane" ? 0 : 8, fill: guide.kind === "lane" ? css("--wash") : toneOf(guide), "fill-opacity": ALPHA[guide.kind] });
  };
  network.on("beforeDrawing", paintGuides);

  let drawn = { labels: [] };
  /** What labels on the screen must not touch: the key, the zoom buttons and the edges of the canvas. */
  const walls = () => {
    const [width, height] = [$("network").clientWidth, $("network").clientHeight];
    const box = (element) => ({ x: element.offsetLeft - 4, y: element.offsetTop - 4, w: element.offsetWidth + 8, h: element.offsetHeight + 8 });
    const far = 1e6;
    return [box($("legend")), box($("zoom")), { x: -far, y: -far, w: far + 3, h: 2 * far }, { x: width - 3, y: -far, w: far, h: 2 * far },
      { x: -far, y: -far, w: 2 * far, h: far + 2 }, { x: -far, y: height - 2, w: 2 * far, h: far }];
  };
  const paintLabels = (ctx) => {
    const ratio = network.canvas.pixelRatio;
    drawn = annotate((point) => network.canvasToDOM(point), network.getScale(), walls());
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.setLineDash([]);
    for (const item of drawn.badges) {
      ctx.fillStyle = item.color;
      ctx.beginPath();
      ctx.roundRect(item.x, item.y, item.w, item.h, item.h / 2);
      ctx.fill();
      ctx.fillStyle = dark() ? "#14171c" : "#ffffff";
      ctx.font = item.font;
      ctx.fillText(item.words, item.x + item.w / 2, item.y + item.h / 2 + 0.5);
    }
    const text = (words, x, y, font, color) => {
      ctx.font = font;
      ctx.lineWidth = 4;
      ctx.strokeStyle = css("--halo");
      ctx.strokeText(words, x, y);
      ctx.fillStyle = color;
      ctx.fillText(words, x, y);
    };
    for (const item of drawn.headings) text(item.words, item.x + item.w / 2, item.y + 9, item.font, item.color);
    for (const item of drawn.words) text(item.words, item.x + item.w / 2, item.y + 8, item.font, css("--muted"));
    for (const item of drawn.labels) item.lines.forEach((line, i) => text(line, item.x, item.y + 15 * i + 8, item.font, css("--ink")));
    const hover = state.hover && nodes.get(state.hover);
    if (hover && !drawn.labels.some((item) => item.id === hover.id) && visible.ids.has(hover.id)) {
      const p = network.canvasToDOM(place(hover.id));
      const y = p.y + hover.size * network.getScale() + 12;
      text(hover.label, p.x, y, `700 13px ${family}`, css("--ink"));
    }
    ctx.restore();
  };
  network.on("afterDrawing", paintLabels);

  /** Fits the nodes given, beside the open key; labels count as margin. */
  const fit = (shown, closest, animate) => {
    if (!shown.length) return;
    const [width, height] = [$("network").clientWidth, $("network").clientHeight];
    if (!width || !height) return;
    const key = $("legend");
    const left = wide() && key.open ? key.offsetWidth + 26 : 12;
    const top = wide() || key.open ? 14 : 54;
    const room = { w: width - left - 14, h: height - top - 14 };
    const reach = shown.map((node) => ({ ...xy(node), w: Math.max(...node.lines.map((line) => measure(line, fontOf(node)))) / 2, h: 15 * node.lines.length }));
    const bounds = shown === visible.nodes ? guides : [];
    const extent = (scale) => ({
      x0: Math.min(...reach.map((p) => p.x * scale - p.w), ...bounds.map((g) => g.x * scale)),
      x1: Math.max(...reach.map((p) => p.x * scale + p.w), ...bounds.map((g) => (g.x + g.width) * scale)),
      y0: Math.min(...reach.map((p) => p.y * scale - 16), ...bounds.map((g) => g.y * scale - (g.kind === "day" ? 26 : 0))),
      y1: Math.max(...reach.map((p) => p.y * scale + 16 + p.h), ...bounds.map((g) => (g.y + g.height) * scale)),
    });
    let [low, scale] = [0.02, closest];
    for (let i = 0; i < 24; i += 1) {
      const half = i ? (low + scale) / 2 : scale;
      const box = extent(half);
      if (box.x1 - box.x0 <= room.w && box.y1 - box.y0 <= room.h) low = half;
      else scale = half;
      if (!i && low === closest) break;
    }
    scale = low;
    const box = extent(scale);
    const middle = { x: left + room.w / 2, y: top + room.h / 2 };
    const position = { x: ((box.x0 + box.x1) / 2 - (middle.x - width / 2)) / scale, y: ((box.y0 + box.y1) / 2 - (middle.y - height / 2)) / scale };
    network.moveTo({ position, scale, animation: animate && !calm ? { duration: 420, easingFunction: "easeInOutQuad" } : false });
    zoomed();
  };
  const overview = (animate) => fit(visible.nodes, 1.5, animate);
  /** On a phone a large graph opens at its centre; the button with the arrows shows all of it. */
  const LEGIBLE = 0.5;
  const opening = () => {
    const middle = data.center && !wide() && data.nodes.length > 30;
    if (data.arrangement === "timeline" && !wide()) {
      const [left, top] = [Math.min(...guides.map((guide) => guide.x)), Math.min(...guides.map((guide) => guide.y))];
      const [scale, { clientWidth, clientHeight }] = [0.7, $("network")];
      network.moveTo({ scale, position: { x: left + (clientWidth / 2 - 4) / scale, y: top + (clientHeight / 2 - 62) / scale } });
    } else if (!middle) overview(false);
    else {
      fit([...new Set([data.center, ...around.get(data.center).flatMap((edge) => [edge.from, edge.to])])].map((id) => nodes.get(id)), 1, false);
      if (network.getScale() < LEGIBLE) network.moveTo({ scale: LEGIBLE, position: xy(nodes.get(data.center)) });
      zoomed();
    }
  };

  /* ---- the panel ---- */
  const go = (node) => el("button", { type: "button", class: "link", text: node.label, click: () => focus(node.id) });
  const chip = (edge) => el("span", { class: "chip" }, badge(styles.polarity[edge.polarity]), edge.words || styles.polarity[edge.polarity].name);
  const surety = (value) => `${value >= 0.8 ? "high" : value >= 0.5 ? "medium" : "low"} confidence (${value.toFixed(2)})`;
  const open = (url, text) => el("a", { href: url, target: "_blank", rel: "noopener noreferrer", text });
  const marked = (quote) => {
    const at = quote.exact ? quote.sentence.indexOf(quote.exact) : -1;
    const block = el("blockquote");
    if (at < 0 || quote.exact.length === quote.sentence.length) block.append(quote.sentence || quote.exact);
    else block.append(quote.sentence.slice(0, at), el("mark", { text: quote.exact }), quote.sentence.slice(at + quote.exact.length));
    return block;
  };
  const credit = (quote) => {
    const line = el("p", { class: "source" });
    const said = quote.by.length ? `according to ${quote.by.join(", ")}` : "";
    const told = [quote.outlet || quote.article, say(quote.published), said, surety(quote.confidence)].filter(Boolean).join(" · ");
    line.append(told, local(quote.read) || web(quote.url) || quote.outlet ? " · " : "");
    const links = [local(quote.read) && open(quote.read, "In the text"), web(quote.url) && open(quote.url, "Open article")].filter(Boolean);
    links.forEach((each, i) => line.append(i ? " · " : "", each));
    if (!links.length && quote.outlet) line.append(quote.article);
    line.title = `Rule: ${quote.rule}`;
    return line;
  };
  const evidence = (numbers) => {
    const box = el("div");
    const list = [...new Set(numbers.flatMap((number) => facts[number].quotes))].map((number) => quotes[number]);
    list.slice(0, 2).forEach((quote) => box.append(marked(quote), credit(quote)));
    if (list.length > 2) {
      const more = el("details", {}, el("summary", { text: plural(list.length - 2, "more source", "more sources") }));
      list.slice(2).forEach((quote) => more.append(marked(quote), credit(quote)));
      box.append(more);
    }
    if (!list.length) box.append(el("p", { class: "source", text: "Background knowledge, stated by no article" }));
    return box;
  };
  const sentence = (edge, here) => {
    const line = el("p");
    const other = nodes.get(edge.from === here ? edge.to : edge.from);
    const words = edge.polarity ? chip(edge) : el("span", { text: edge.words || edge.relation });
    const happening = edge.relation === "agent" ? edge.to : edge.from;
    if (role(edge) && here === happening) line.append(el("span", { class: "muted", text: `${role(edge)} ` }), go(other));
    else if (role(edge) && here !== null) line.append(go(other), el("span", { class: "muted", text: edge.relation === "place" ? " · here" : ` · as ${role(edge)}` }));
    else if (here === null) line.append(go(nodes.get(edge.from)), " ", words, " ", go(other));
    else if (edge.from === here) line.append(words, edge.relation === "tenure" ? ", " : " ", go(other));
    else line.append(go(other), edge.relation === "tenure" ? ", " : " ", words);
    if (span(edge)) line.append(el("span", { class: "muted", text: ` · ${span(edge)}` }));
    return line;
  };
  /** Groups edges that stand for the same facts: an event and its parties, a statement and all it is about. */
  const entries = (list) => {
    const found = new Map();
    for (const edge of list) {
      const key = edge.facts.length ? edge.facts.join(" ") : edge.id;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(edge);
    }
    return [...found.values()];
  };
  const bare = (text) => fold(text).replace(/\b(the|an?)\b/g, " ").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const entry = (group, here) => {
    const box = el("div", { class: "fact" });
    group.forEach((edge) => box.append(sentence(edge, here)));
    const said = bare(group.map((edge) => `${nodes.get(edge.from).label} ${edge.words} ${nodes.get(edge.to).label}`).join(" "));
    const texts = [...new Set(group[0].facts.map((number) => facts[number].text))].filter((text) => text && !said.includes(bare(text.replace(/, \d{4}-\d\d-\d\d( to \d{4}-\d\d-\d\d)?/, ""))));
    texts.slice(0, 6).forEach((text) => box.append(el("p", { class: "muted", text })));
    box.append(evidence(group[0].facts));
    return box;
  };
  const ORDER = [...new Set(["Positions on issues", "Offices", "Statements", "Events", "Numbers", ...Object.values(styles.relation).map((style) => style.heading), "On record"])];
  const HEADING = { stance: ORDER[0], office: ORDER[1], tenure: ORDER[1], statement: ORDER[2], event: ORDER[3], quantity: "Numbers" };
  /** Facts of a node that none of its edges stands for. */
  const alone = (node) => {
    const onEdges = new Set(around.get(node.id).flatMap((edge) => edge.facts));
    return node.facts.filter((number) => !onEdges.has(number));
  };
  const MANY = 12;
  /** The rest of a long list, built when the reader asks for it. */
  const later = (makers) => {
    const button = el("button", { type: "button", text: `Show ${makers.length} more`, click: () => button.replaceWith(...makers.map((make) => make())) });
    return button;
  };
  const sections = (node) => {
    const list = around.get(node.id).filter(edgeShown);
    const parts = [];
    for (const heading of ORDER) {
      const groups = entries(list.filter((edge) => styles.relation[edge.relation].heading === heading));
      const camps = Object.keys(styles.polarity);
      groups.sort((a, b) => camps.indexOf(a[0].polarity) - camps.indexOf(b[0].polarity));
      const own = alone(node).filter((number) => (HEADING[facts[number].kind] || "On record") === heading);
      if (!groups.length && !own.length) continue;
      parts.push(el("h3", { text: `${node.kind === "issue" && heading === ORDER[0] ? "Who stands where" : heading} (${groups.length + own.length})` }));
      const makers = [
        ...groups.map((group) => () => entry(group, node.id)),
        ...own.map((number) => () => el("div", { class: "fact" }, el("p", { text: facts[number].text }), evidence([number]))),
      ];
      makers.slice(0, MANY).forEach((make) => parts.push(make()));
      if (makers.length > MANY) parts.push(later(makers.slice(MANY)));
    }
    return parts.length ? parts : [el("p", { class: "muted", text: "Nothing in the period and the categories chosen." })];
  };
  const back = () => el("p", { class: "back" }, el("button", { type: "button", text: "← Overview", click: () => focus(null) }));
  const nodePanel = (node) => [
    el("div", { class: "eyebrow" }, icon(kindOf(node)), kindOf(node).name + (node.modality ? ` · ${node.modality.toLowerCase()}` : "")),
    el("h2", { text: node.label }),
    node.detail ? el("p", { class: "muted", text: node.detail }) : "",
    web(node.href) || local(node.href) ? el("p", {}, open(node.href, "Full page")) : "",
    back(),
    ...sections(node),
  ];
  const edgePanel = (edge) => [
    el("div", { class: "eyebrow", text: styles.relation[edge.relation].heading }),
    el("h2", { text: `${nodes.get(edge.from).label} – ${nodes.get(edge.to).label}` }),
    back(),
    entry([edge], null),
  ];
  const camps = (issue) => {
    const stances = around.get(issue.id).filter((edge) => edge.polarity && edgeShown(edge));
    const bar = el("div", { class: "bar", "aria-hidden": "true" });
    const box = el("div", {}, el("h4", {}, go(issue)), bar);
    for (const [polarity, style] of Object.entries(styles.polarity)) {
      const holders = [...new Set(stances.filter((edge) => edge.polarity === polarity).map((edge) => edge.from))].map((id) => nodes.get(id));
      if (!holders.length) continue;
      const part = el("i");
      part.style.flex = String(holders.length);
      part.style.background = colorOf(style);
      bar.append(part);
      const names = el("span", {}, el("strong", { text: `${style.name[0].toUpperCase()}${style.name.slice(1)} (${holders.length}) ` }));
      holders.slice(0, 8).forEach((holder, i) => names.append(el("span", { class: "unit" }, go(holder), i < holders.length - 1 ? "," : ""), " "));
      if (holders.length > 8) names.append(`and ${holders.length - 8} more`);
      box.append(el("p", { class: "camp" }, badge(style), names));
    }
    return box;
  };
  /** What happened, by day; what nobody dates comes last. */
  const chronicle = () => {
    const list = el("ul", { class: "ranking" });
    const moments = visible.nodes.filter((node) => MOMENTS.includes(node.kind));
    moments.sort((a, b) => (a.days ? a.days[0] : Infinity) - (b.days ? b.days[0] : Infinity) || (a.label < b.label ? -1 : 1));
    const row = (node) => el("li", {}, node.polarity ? badge(styles.polarity[node.polarity]) : icon(kindOf(node)), el("span", {}, el("small", { text: span(node) || "no day told" }), whose(node), go(node)));
    list.append(...moments.slice(0, 40).map(row));
    if (moments.length > 40) list.append(el("li", {}, later(moments.slice(40).map((node) => () => row(node)))));
    return [el("h3", { text: `In order of time (${moments.length})` }), list];
  };
  const whose = (node) => {
    const by = node.kind !== "event" && around.get(node.id)[0];
    return by ? `${nodes.get(by.from).label}: ` : "";
  };
  /** The steps of a connection with the sentences that state them. */
  const steps = () => [
    el("h3", { text: "Step by step" }),
    ...entries(visible.edges).map((group) => {
      const happening = group.flatMap((edge) => [edge.from, edge.to]).map((id) => nodes.get(id)).find((node) => node.kind === "event");
      if (!happening) return entry(group, null);
      return el("div", { class: "fact" }, el("p", {}, go(happening), span(group[0]) ? el("span", { class: "muted", text: ` · ${span(group[0])}` }) : ""), evidence(group[0].facts));
    }),
  ];
  const homePanel = () => {
    const heading = [el("h2", { text: "Overview" }), el("p", { class: "muted", text: "Select a name or a line to read the sentences behind it." })];
    if (data.arrangement === "timeline") return [...heading, ...chronicle()];
    if (data.center && ["place", "country"].includes(nodes.get(data.center).kind) && around.get(data.center).every((edge) => edge.relation !== "stance")) heading.push(...chronicle());
    if (data.arrangement === "chains") return [...heading, ...steps()];
    const issues = visible.nodes.filter((node) => !node.polarity && around.get(node.id).some((edge) => edge.polarity && edge.to === node.id && edgeShown(edge)));
    const votes = (node) => around.get(node.id).filter((edge) => edge.polarity && edgeShown(edge)).length;
    issues.sort((a, b) => votes(b) - votes(a) || (a.label < b.label ? -1 : 1));
    const ranked = visible.nodes.filter(degree).sort((a, b) => degree(b) - degree(a) || (a.label < b.label ? -1 : 1)).slice(0, 10);
    const list = el("ul", { class: "ranking" });
    ranked.forEach((node) => list.append(el("li", {}, icon(kindOf(node)), el("span", {}, go(node), node.detail ? el("small", { text: node.detail }) : ""),
      el("b", { text: plural(degree(node), "link", "links") }))));
    return [
      ...heading,
      ...(issues.length ? [el("h3", { text: "Who stands where" }), ...issues.slice(0, 6).map(camps)] : []),
      ...(ranked.length ? [el("h3", { text: "Most connected" }), list] : []),
    ];
  };
  const panel = () => {
    const parts = state.edge ? edgePanel(state.edge) : state.focus ? nodePanel(nodes.get(state.focus)) : homePanel();
    $("panel").replaceChildren(...parts.filter(Boolean));
    $("panel").scrollTop = 0;
  };

  /* ---- the table ---- */
  const rows = () => [
    ...visible.edges.flatMap((edge) => (edge.facts.length ? edge.facts : [null]).map((number) => ({
      from: nodes.get(edge.from), relation: edge.words || edge.relation, polarity: edge.polarity, to: nodes.get(edge.to), when: span(edge), number,
      earliest: edge.earliest, latest: edge.latest,
    }))),
    ...visible.nodes.flatMap((node) => alone(node).map((number) => ({
      from: node, relation: facts[number].kind, polarity: "", to: null, when: span(node), number, earliest: node.earliest, latest: node.latest,
    }))),
  ];
  const table = () => {
    const list = rows();
    const body = el("tbody");
    for (const row of list) {
      const fact = row.number === null ? { text: "", quotes: [] } : facts[row.number];
      const [words, source] = [el("td", { class: "words" }), el("td")];
      if (fact.text && fact.text !== row.relation) words.append(el("span", { class: "source", text: fact.text }));
      fact.quotes.slice(0, 1).forEach((number) => words.append(quotes[number].sentence));
      for (const quote of fact.quotes.map((number) => quotes[number])) {
        const name = [quote.outlet || quote.article, say(quote.published)].filter(Boolean).join(", ");
        const said = quote.by.length ? `, according to ${quote.by.join(", ")}` : "";
        const [where] = [quote.read, quote.url].filter((url) => local(url) || web(url));
        source.append(el("span", { class: "source" }, where ? open(where, name) : name, said, `, ${surety(quote.confidence)}`));
      }
      body.append(el("tr", {}, el("td", {}, go(row.from)), el("td", {}, row.polarity ? chip({ polarity: row.polarity, words: row.relation }) : row.relation),
        el("td", {}, row.to ? go(row.to) : ""), el("td", { class: "when", text: row.when }), words, source));
    }
    const head = el("tr", {}, ...["From", "Relation", "To", "When", "Sentence", "Sources"].map((text) => el("th", { scope: "col", text })));
    $("table").replaceChildren(el("table", {}, el("caption", { text: `${plural(list.length, "fact", "facts")} shown, the same as in the graph` }), el("thead", {}, head), body));
  };

  /* ---- moving about ---- */
  const tell = (text) => { $("live").textContent = text; };
  const address = (id) => `#n=${encodeURIComponent(nodes.get(id).iri)}`;
  const link = (id) => {
    try {
      history.replaceState(null, "", id === null ? location.href.split("#")[0] : address(id));
    } catch {
      /* frames without an address of their own have no history to write */
    }
  };
  const update = () => {
    show();
    panel();
    if (!$("table").hidden) table();
  };
  function focus(id, quiet) {
    state.focus = id !== null && nodes.has(id) ? id : null;
    state.edge = null;
    update();
    if (!quiet) link(state.focus);
    if (state.focus) {
      fit(visible.nodes.filter(nodeLit), 1.25, true);
      tell(`${nodes.get(state.focus).label}, ${plural(around.get(state.focus).length, "link", "links")}`);
      if (!wide() && !quiet && $("panel").contains(document.activeElement)) $("panel").scrollIntoView();
    } else overview(true);
  }
  const select = (edge) => {
    state.edge = edge;
    state.focus = null;
    update();
  };
  network.on("click", (event) => {
    if (event.nodes.length) focus(event.nodes[0]);
    else if (event.edges.length) select(edges.find((edge) => edge.id === event.edges[0]));
    else if (state.focus || state.edge) focus(null);
  });
  const hovering = (id) => {
    state.hover = id;
    $("network").style.cursor = id ? "pointer" : "";
    network.redraw();
  };
  network.on("hoverNode", (event) => hovering(event.node));
  network.on("blurNode", () => hovering(null));
  network.on("hoverEdge", () => { $("network").style.cursor = "pointer"; });
  network.on("blurEdge", () => { $("network").style.cursor = ""; });

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** The node nearest in the direction of an arrow key. */
  const beside = ([dx, dy]) => {
    if (!state.focus) return [...visible.nodes].sort((a, b) => degree(b) - degree(a))[0];
    const here = place(state.focus);
    const cost = (node) => {
      const [x, y] = [place(node.id).x - here.x, place(node.id).y - here.y];
      const ahead = x * dx + y * dy;
      return ahead > 8 ? ahead + 2.2 * Math.abs(x * dy - y * dx) : Infinity;
    };
    const best = [...visible.nodes].sort((a, b) => cost(a) - cost(b))[0];
    return Number.isFinite(cost(best)) ? best : null;
  };
  $("network").addEventListener("keydown", (event) => {
    if (!(event.key in ARROWS) || !visible.nodes.length) return;
    event.preventDefault();
    const next = beside(ARROWS[event.key]);
    if (next) focus(next.id);
  });

  /* ---- search ---- */
  const LETTERS = { ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŧ: "t", "’": "'" };
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[øłßæœđðþıħŧ’]/g, (letter) => LETTERS[letter]);
  const index = data.nodes.map((node) => ({ node, name: fold(node.label), all: fold(`${node.label} ${node.detail} ${kindOf(node).name}`) }));
  const matches = (query) => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const found = words.length ? index.filter((item) => words.every((word) => item.all.includes(word))) : [];
    const rank = (item) => (item.name.startsWith(words[0]) ? 0 : item.name.includes(words[0]) ? 1 : 2);
    return found.sort((a, b) => rank(a) - rank(b) || degree(b.node) - degree(a.node) || (a.name < b.name ? -1 : 1)).slice(0, 12).map((item) => item.node);
  };
  let [listed, active] = [[], 0];
  const choose = (node) => {
    closeList();
    if (state.kinds.delete(node.kind)) keys();
    $("find").value = node.label;
    focus(node.id);
  };
  const closeList = () => {
    $("found").hidden = true;
    $("find").setAttribute("aria-expanded", "false");
    $("find").removeAttribute("aria-activedescendant");
  };
  const list = () => {
    $("found").replaceChildren(...listed.map((node, i) =>
      el("li", { role: "option", id: `option-${i}`, "aria-selected": String(i === active), click: () => choose(node) },
        icon(kindOf(node)), el("span", { text: node.label }, el("small", { text: node.detail || kindOf(node).name })))));
    $("found").hidden = !listed.length;
    $("find").setAttribute("aria-expanded", String(listed.length > 0));
    if (listed.length) $("find").setAttribute("aria-activedescendant", `option-${active}`);
  };
  $("find").addEventListener("input", () => {
    [listed, active] = [matches($("find").value), 0];
    list();
    if ($("find").value) tell(plural(listed.length, "match", "matches"));
  });
  $("find").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + listed.length) % (listed.length || 1);
      list();
    } else if (event.key === "Enter" && listed.length) choose(listed[active]);
  });
  $("find").addEventListener("blur", () => setTimeout(closeList, 180));
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === "/" && !(typing && event.target.type === "text")) {
      event.preventDefault();
      $("find").focus();
      $("find").select();
    } else if (event.key === "Escape") {
      $("export").open = false;
      if (!$("found").hidden) closeList();
      else if (state.focus || state.edge) focus(null);
    }
  });

  /* ---- the key ---- */
  const toggle = (set, name, picture, text, count) => {
    const box = el("input", { type: "checkbox" });
    box.checked = !set.has(name);
    box.dataset.name = name;
    box.addEventListener("change", () => {
      if (box.checked) set.delete(name);
      else set.add(name);
      if (state.focus && set.has(nodes.get(state.focus).kind)) state.focus = null;
      update();
    });
    return el("label", {}, box, picture, el("span", { text }), el("b", { text: String(count) }));
  };
  function keys() {
    const count = (list, field, name) => list.filter((item) => item[field] === name).length;
    $("kinds").replaceChildren(...Object.entries(styles.kind).filter(([name]) => count(data.nodes, "kind", name))
      .map(([name, style]) => toggle(state.kinds, name, icon(style), style.plural, count(data.nodes, "kind", name))));
    $("polarities").replaceChildren(...Object.entries(styles.polarity).filter(([name]) => count(edges, "polarity", name))
      .map(([name, style]) => toggle(state.camps, name, stroke(style), style.name, count(edges, "polarity", name))));
    $("stances").hidden = !edges.some((edge) => edge.polarity);
    $("dashed").hidden = !data.nodes.some((node) => node.modality && node.modality !== "Actual");
  }
  $("legend").addEventListener("toggle", () => { if (!state.focus) opening(); });

  /* ---- the time range ---- */
  const bars = () => {
    const most = Math.max(...bins.map((bin) => bin.count), 1);
    $("bars").replaceChildren(...bins.map((bin, i) => {
      const bar = el("i", i >= state.from && i <= state.to ? { class: "on" } : {});
      bar.style.height = `${bin.count ? Math.max(8, (100 * bin.count) / most) : 0}%`;
      return bar;
    }));
    $("from").textContent = say(isoOf(bins[state.from].from));
    $("to").textContent = say(isoOf(bins[state.to].to));
    $("start").setAttribute("aria-valuetext", $("from").textContent);
    $("end").setAttribute("aria-valuetext", $("to").textContent);
  };
  const clock = () => {
    if (!bins.length) return;
    $("time").hidden = false;
    state.to = bins.length - 1;
    const undated = timed.length - dated.length;
    $("undated").hidden = !undated;
    $("undated").querySelector("span").textContent = `undated (${undated})`;
    for (const [slider, at] of [[$("start"), 0], [$("end"), bins.length - 1]]) {
      slider.max = String(bins.length - 1);
      slider.value = String(at);
      slider.addEventListener("input", () => {
        const [a, b] = [Number($("start").value), Number($("end").value)];
        if (slider === $("start")) $("start").value = String((state.from = Math.min(a, b)));
        else $("end").value = String((state.to = Math.max(a, b)));
        bars();
        update();
      });
    }
    $("undated").querySelector("input").addEventListener("change", (event) => {
      state.undated = event.target.checked;
      update();
    });
    bars();
  };

  /* ---- export ---- */
  const save = (name, blob) => {
    const url = URL.createObjectURL(blob);
    const anchor = el("a", { href: url, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 4000);
  };
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const csv = () => {
    const head = ["from", "relation", "polarity", "to", "earliest", "latest", "fact", "sentence", "outlet", "published", "according to", "confidence", "url", "from iri", "to iri", "fact iri"];
    const lines = rows().flatMap((row) => {
      const fact = row.number === null ? { text: "", iri: "", quotes: [] } : facts[row.number];
      const said = fact.quotes.length ? fact.quotes.map((number) => quotes[number]) : [{ by: [] }];
      return said.map((quote) => [row.from.label, row.relation, row.polarity, row.to ? row.to.label : "", row.earliest, row.latest, fact.text, quote.sentence,
        quote.outlet || quote.article, quote.published, quote.by.join(", "), quote.confidence, quote.url, row.from.iri, row.to ? row.to.iri : "", fact.iri]);
    });
    return `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };
  const edgeDrawing = (edge, project, scale) => {
    const target = place(edge.to);
    const rim = radius(nodes.get(edge.to), scale) + 2;
    let stop = 1;
    while (stop > 0.5 && Math.hypot(along(edge, stop).x - target.x, along(edge, stop).y - target.y) < rim) stop -= 0.01;
    const points = Array.from({ length: 17 }, (_, i) => project(along(edge, (stop * i) / 16)));
    const [tip, before] = [points[16], points[15]];
    const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
    const wing = (turn) => `${(tip.x - 7 * Math.cos(angle + turn)).toFixed(1)} ${(tip.y - 7 * Math.sin(angle + turn)).toFixed(1)}`;
    const color = edgeColor(edge);
    const shape = points.map((p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join("L");
    return svg("g", { opacity: edgeLit(edge) ? 1 : 0.13 },
      svg("path", { d: `M${shape}`, fill: "none", stroke: color, "stroke-width": (edge.width * scale * swell(scale)).toFixed(2), "stroke-dasharray": (edge.dashes || []).join(" ") }),
      svg("path", { d: `M${tip.x.toFixed(1)} ${tip.y.toFixed(1)}L${wing(0.4)}L${wing(-0.4)}Z`, fill: color }));
  };
  const nodeDrawing = (node, project, scale) => {
    const p = project(place(node.id));
    const color = nodeColor(node);
    const unsure = node.modality && node.modality !== "Actual";
    const shape = svg("g", { transform: `translate(${p.x.toFixed(1)} ${p.y.toFixed(1)}) scale(${(scale * swell(scale)).toFixed(3)})`, opacity: nodeLit(node) ? 1 : 0.16 },
      svg("path", { d: outline(node.shape, node.size), fill: css("--paper") }),
      svg("path", { d: outline(node.shape, node.size), fill: color, "fill-opacity": unsure ? 0.45 : 1, stroke: rim(color), "stroke-width": 1.6, "stroke-dasharray": unsure ? "4 3" : "" }));
    if (node.id === data.center) shape.append(svg("path", { d: outline(node.shape, node.size + 5), fill: "none", stroke: css("--ink"), "stroke-width": 1.6 }));
    return shape;
  };
  const writing = (words, x, y, font, color, anchor = "middle") => {
    const [, style, weight, size] = /^(italic )?(\d+ )?([\d.]+)px/.exec(font);
    return svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, "font-family": family, "font-size": size, "font-weight": (weight || "400").trim(),
      "font-style": style ? "italic" : "normal", fill: color, stroke: css("--halo"), "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke", text: words });
  };
  const keyDrawing = (height) => {
    const group = svg("g");
    let y = 92;
    const line = (picture, words) => {
      picture.setAttribute("x", "24");
      picture.setAttribute("y", String(y - 8));
      picture.setAttribute("width", picture.classList.contains("stroke") ? "38" : "16");
      picture.setAttribute("height", "16");
      group.append(picture, writing(words, 70, y + 4.5, "400 13px", css("--ink"), "start"));
      y += 23;
    };
    const used = new Set(visible.nodes.map((node) => node.kind));
    for (const [name, style] of Object.entries(styles.kind)) if (used.has(name)) line(icon(style), style.plural);
    y += 10;
    const camps = new Set(visible.edges.map((edge) => edge.polarity));
    for (const [name, style] of Object.entries(styles.polarity)) if (camps.has(name) && y < height - 60) line(stroke(style), style.name);
    return group;
  };
  /** The visible graph as a drawing of its own, with title, key and source line. */
  const drawing = () => {
    const [left, top, bottom] = [196, 76, 44];
    const spots = visible.nodes.length ? visible.nodes.map((node) => place(node.id)) : [{ x: 0, y: 0 }];
    const [x0, x1] = [Math.min(...spots.map((p) => p.x - 70), ...guides.map((g) => g.x - 8)), Math.max(...spots.map((p) => p.x + 70), ...guides.map((g) => g.x + g.width + 8))];
    const [y0, y1] = [Math.min(...spots.map((p) => p.y - 34), ...guides.map((g) => g.y - 30)), Math.max(...spots.map((p) => p.y + 56), ...guides.map((g) => g.y + g.height + 8))];
    const scale = Math.min(1.3, 1500 / (x1 - x0));
    const [width, height] = [Math.max(760, left + (x1 - x0) * scale), Math.max(420, top + (y1 - y0) * scale + bottom)];
    const project = (p) => ({ x: left + (p.x - x0) * scale, y: top + (p.y - y0) * scale });
    const notes = annotate(project, scale);
    const root = svg("svg", { xmlns: SVG, width: Math.round(width), height: Math.round(height), viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`, role: "img" },
      svg("title", { text: data.title }),
      svg("rect", { width: "100%", height: "100%", fill: css("--paper") }),
      svg("rect", { width: "100%", height: 4, fill: css("--ink") }),
      svg("text", { x: 24, y: 40, "font-family": css("--serif"), "font-size": 23, "font-weight": 700, fill: css("--ink"), text: data.title }),
      svg("text", { x: 24, y: 62, "font-family": family, "font-size": 13.5, fill: css("--muted"), text: $("summary").textContent }),
      ...guides.map((guide) => guideDrawing(guide, project)),
      keyDrawing(height),
      ...visible.edges.filter(edgeDrawn).map((edge) => edgeDrawing(edge, project, scale)),
      ...visible.nodes.map((node) => nodeDrawing(node, project, scale)));
    for (const item of notes.badges) {
      root.append(svg("rect", { x: item.x.toFixed(1), y: item.y.toFixed(1), width: item.w.toFixed(1), height: item.h.toFixed(1), rx: (item.h / 2).toFixed(1), fill: item.color }));
      const words = writing(item.words, item.x + item.w / 2, item.y + item.h / 2 + 4.4, item.font, dark() ? "#14171c" : "#ffffff");
      words.setAttribute("stroke", "none");
      root.append(words);
    }
    for (const item of notes.headings) root.append(writing(item.words, item.x + item.w / 2, item.y + 13, item.font, item.color));
    for (const item of notes.words) root.append(writing(item.words, item.x + item.w / 2, item.y + 12, item.font, css("--muted")));
    for (const item of notes.labels) item.lines.forEach((words, i) => root.append(writing(words, item.x, item.y + 15 * i + 12, item.font, css("--ink"))));
    const foot = [data.footer, data.notice].filter(Boolean).join(" · ");
    root.append(svg("text", { x: 24, y: Math.round(height) - 16, "font-family": family, "font-size": 12, fill: css("--muted"), text: foot }));
    return root;
  };
  const picture = () => new Promise((done, failed) => {
    const root = drawing();
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [2 * root.getAttribute("width"), 2 * root.getAttribute("height")];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(done, "image/png");
    };
    image.onerror = failed;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`;
  });
  const stem = () => fold(data.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph";
  $("export").addEventListener("click", async (event) => {
    const format = event.target.dataset && event.target.dataset.format;
    if (!format) return;
    $("export").open = false;
    if (format === "csv") save(`${stem()}.csv`, new Blob([csv()], { type: "text/csv" }));
    else if (format === "svg") save(`${stem()}.svg`, new Blob([new XMLSerializer().serializeToString(drawing())], { type: "image/svg+xml" }));
    else save(`${stem()}.png`, await picture());
  });
  document.addEventListener("click", (event) => { if (!$("export").contains(event.target)) $("export").open = false; });

  /* ---- the tools ---- */
  $("view").addEventListener("click", () => {
    const tabular = $("table").hidden;
    $("table").hidden = !tabular;
    $("picture").hidden = tabular;
    $("view").textContent = tabular ? "Graph" : "Table";
    $("view").setAttribute("aria-pressed", String(tabular));
    if (tabular) table();
    else {
      network.redraw();
      if (state.focus) fit(visible.nodes.filter(nodeLit), 1.25, false);
      else overview(false);
    }
  });
  $("zoom").addEventListener("click", (event) => {
    const by = event.target.dataset && event.target.dataset.zoom;
    if (by === "fit") overview(true);
    else if (by) network.moveTo({ scale: network.getScale() * Number(by), animation: calm ? false : { duration: 180 } });
  });
  const paint = (theme) => {
    document.documentElement.dataset.theme = theme;
    keys();
    update();
  };
  $("theme").addEventListener("click", () => paint(dark() ? "light" : "dark"));

  const summary = () => {
    const used = new Set(edges.flatMap((edge) => edge.facts).concat(data.nodes.flatMap((node) => node.facts)));
    const said = [...used].flatMap((number) => facts[number].quotes).map((number) => quotes[number]);
    const articles = new Set(said.map((quote) => quote.url || quote.article)).size;
    const outlets = new Set(said.map((quote) => quote.outlet).filter(Boolean)).size;
    const parts = [data.extent, plural(used.size, "fact", "facts")];
    if (articles) parts.push(plural(articles, "article", "articles") + (outlets ? ` from ${plural(outlets, "outlet", "outlets")}` : ""));
    $("summary").textContent = parts.join(" · ");
  };
  const start = () => {
    if (document.documentElement.dataset.theme === "auto") {
      const system = matchMedia("(prefers-color-scheme: dark)");
      document.documentElement.dataset.theme = system.matches ? "dark" : "light";
      system.addEventListener("change", (event) => paint(event.matches ? "dark" : "light"));
    }
    if (!wide()) $("legend").open = false;
    summary();
    keys();
    clock();
    update();
    opening();
    const wanted = () => data.nodes.map((node) => node.id).find((id) => location.hash === address(id)) || null;
    if (wanted()) focus(wanted(), true);
    addEventListener("hashchange", () => focus(wanted(), true));
    addEventListener("resize", () => { if (!state.focus) opening(); });
    document.documentElement.dataset.ready = "yes";
  };
  start();
})();
