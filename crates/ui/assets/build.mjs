// Builds what browsers get: one style sheet, one script, one sprite of icons, the fonts.
// Usage: node build.mjs SOURCE MODULES OUT (MODULES holds node_modules). Called by build.rs.
//
// Writes OUT_DIR/assets/NAME.HASH.EXT (with .gz and .br where they are smaller), OUT_DIR/assets.rs
// (the table of files), OUT_DIR/sw.js (the service worker, whose address never changes) and
// OUT_DIR/icons.rs (one variant an icon, so a missing one does not compile).

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { icon } from "./icons.mjs";

const [source, modules, out] = process.argv.slice(2);
const require = createRequire(join(modules, "x.js"));
const { build } = require("esbuild");

const MIME = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
// 10 characters of base 36 tell 3e15 versions apart.
const hash = (bytes) => BigInt(`0x${createHash("sha256").update(bytes).digest("hex")}`).toString(36).slice(0, 10);
const icons = JSON.parse(readFileSync(join(source, "icons.json"), "utf8"));

const folder = join(out, "assets");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const files = [];
function emit(name, bytes) {
  const extension = extname(name);
  const hashed = `${basename(name, extension)}.${hash(bytes)}${extension}`;
  const packed = { gz: null, br: null };
  if (![".png", ".woff2"].includes(extension)) {
    packed.gz = gzipSync(bytes, { level: 9 });
    packed.br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  }
  writeFileSync(join(folder, hashed), bytes);
  for (const [kind, smaller] of Object.entries(packed)) {
    if (smaller && smaller.length < bytes.length) writeFileSync(join(folder, `${hashed}.${kind}`), smaller);
    else packed[kind] = null;
  }
  files.push({ name, hashed, mime: MIME[extension], gz: packed.gz !== null, br: packed.br !== null });
  return `/assets/${hashed}`;
}

// The inside of an SVG file, without comments.
const inside = (svg) =>
  svg.replace(/<!--.*?-->/gs, "").replace(/<title>.*?<\/title>/s, "").replace(/^.*?<svg[^>]*>|<\/svg>\s*$/gs, "").replace(/\s+/g, " ").replaceAll(" />", "/>").replaceAll("> <", "><").trim();
const symbol = (id, svg) => `<symbol id="${id}" viewBox="0 0 24 24">${inside(svg)}</symbol>`;
const read = (...path) => readFileSync(join(...path), "utf8");
const sprite = [
  ...icons.lucide.map((name) => symbol(`i-${name}`, read(modules, "node_modules/lucide-static/icons", `${name}.svg`))),
  ...icons.simple.map((name) => symbol(`n-${name}`, read(modules, "node_modules/simple-icons/icons", `${name}.svg`))),
  symbol("n-linkedin", read(source, "img/linkedin.svg")),
];
emit("sprite.svg", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${sprite.join("")}</svg>`));
emit("mark.svg", readFileSync(join(source, "img/mark.svg")));
// Where systems show applications they want pictures made of dots, and colours outside the style sheet.
const tokens = read(source, "css/tokens.css");
const role = (name) => tokens.match(new RegExp(`--${name}:\\s*light-dark\\((#\\w{6}),(#\\w{6})\\)`)).slice(1, 3);
const dots = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const sign = { tile: dots(role("accent")[0]), line: dots(role("on-accent")[0]), lamp: dots(role("fanal")[0]) };
emit("icon-192.png", icon(192, sign, false));
emit("icon-512.png", icon(512, sign, false));
emit("icon-maskable.png", icon(512, sign, true));
// The picture of the samples, drawn by us.
emit("quay.svg", readFileSync(join(source, "img/quay.svg")));

// Fonts keep their names so that the page can preload the first; the style sheet gets their addresses.
const fonts = {};
const plugin = {
  name: "fonts",
  setup(it) {
    it.onResolve({ filter: /\.woff2$/ }, ({ path }) => {
      const file = join(modules, "node_modules", path);
      fonts[path] ??= emit(basename(path), readFileSync(file));
      return { path: fonts[path], external: true };
    });
  },
};
const bundle = async (entry, options) => {
  const { outputFiles } = await build({
    absWorkingDir: source,
    bundle: true,
    entryPoints: [join(source, entry)],
    legalComments: "none",
    logLevel: "warning",
    minify: true,
    target: ["chrome123", "firefox121", "safari17.5"],
    write: false,
    ...options,
  });
  return Buffer.from(outputFiles[0].contents);
};
emit("app.css", await bundle("css/app.css", { plugins: [plugin] }));
emit("app.js", await bundle("ts/app.ts", { format: "esm" }));

// What the page shown without a link is made of.
const offline = ["app.css", "app.js", "sprite.svg", "mark.svg", "atkinson-hyperlegible-next-latin-wght-normal.woff2", "bricolage-grotesque-latin-700-normal.woff2"];
const kept = files.filter((file) => offline.includes(file.name)).map((file) => `/assets/${file.hashed}`);
const define = { FILES: JSON.stringify(kept), VERSION: JSON.stringify(hash(kept.join())) };
writeFileSync(join(out, "sw.js"), await bundle("ts/sw.ts", { format: "iife", define }));

const included = (file, kind) =>
  file[kind] ? `Some(include_bytes!(concat!(env!("OUT_DIR"), "/assets/${file.hashed}.${kind}")))` : "None";
// Files that pages name themselves; the others are named by the style sheet.
const NAMED = {
  "app.css": "APP_CSS",
  "app.js": "APP_JS",
  "atkinson-hyperlegible-next-latin-wght-normal.woff2": "FONT_UI",
  "icon-192.png": "ICON_192",
  "icon-512.png": "ICON_512",
  "icon-maskable.png": "ICON_MASKABLE",
  "mark.svg": "MARK_SVG",
  "quay.svg": "QUAY_SVG",
  "sprite.svg": "SPRITE_SVG",
};
writeFileSync(
  join(out, "assets.rs"),
  files
    .filter((file) => file.name in NAMED)
    .map((file) => `pub(crate) const ${NAMED[file.name]}: &str = "/assets/${file.hashed}";\n`)
    .concat(
      // The colours around the pages, for the system's own bars.
      role("bg").map((colour, at) => `pub(crate) const ${["BG_LIGHT", "BG_DARK"][at]}: &str = "${colour}";\n`),
      // The version makes browsers take the new words of the offline page too.
      'pub(crate) const SERVICE_WORKER: &str = concat!("// ", env!("CARGO_PKG_VERSION"), "\\n", include_str!(concat!(env!("OUT_DIR"), "/sw.js")));\n',
      "pub(crate) static ASSETS: &[Asset] = &[\n",
      files.map(
        (file) =>
          `    Asset { name: "${file.hashed}", mime: "${file.mime}", plain: include_bytes!(concat!(env!("OUT_DIR"), "/assets/${file.hashed}")), gzip: ${included(file, "gz")}, brotli: ${included(file, "br")} },\n`,
      ),
      "];\n",
    )
    .flat()
    .join(""),
);

const variant = (name) => name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
writeFileSync(
  join(out, "icons.rs"),
  [
    "/// A drawing of the sprite.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Icon {\n",
    ...icons.lucide.map((name) => `    ${variant(name)},\n`),
    "}\n\nimpl Icon {\n    #[cfg(test)]\n    pub(crate) const ALL: &[Self] = &[\n",
    ...icons.lucide.map((name) => `        Self::${variant(name)},\n`),
    "    ];\n\n    /// Its id in the sprite.\n    #[must_use]\n    pub const fn id(self) -> &'static str {\n        IDS[self as usize]\n    }\n}\n\n",
    `/// In the order of the variants.\nconst IDS: [&str; ${icons.lucide.length}] = [\n`,
    ...icons.lucide.map((name) => `    "i-${name}",\n`),
    "];\n",
  ].join(""),
);
