// Builds what browsers get: one style sheet, one script, one sprite of icons, the fonts.
// Usage: node build.mjs SOURCE MODULES OUT (MODULES holds node_modules). Called by build.rs.
//
// Writes OUT_DIR/assets/NAME.HASH.EXT (with .gz and .br where they are smaller), OUT_DIR/assets.rs
// (the table of files) and OUT_DIR/icons.rs (one variant an icon, so a missing one does not compile).

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [source, modules, out] = process.argv.slice(2);
const require = createRequire(join(modules, "x.js"));
const { build } = require("esbuild");

const MIME = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
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
  if (extension !== ".woff2") {
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
// The picture of the samples, drawn by us.
emit("quay.svg", readFileSync(join(source, "img/quay.svg")));

// Fonts keep their names so that the page can preload the first; the style sheet gets their addresses.
const fonts = {};
const plugin = {
  name: "fonts",
  setup(it) {
    it.onResolve({ filter: /\.woff2$/ }, ({ path }) => {
      const file = join(modules, "node_modules/@fontsource-variable", path);
      fonts[path] ??= emit(basename(path), readFileSync(file));
      return { path: fonts[path], external: true };
    });
  },
};
const bundle = async (entry, name, options) => {
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
  emit(name, Buffer.from(outputFiles[0].contents));
};
await bundle("css/app.css", "app.css", { plugins: [plugin] });
await bundle("ts/app.ts", "app.js", { format: "esm" });

const included = (file, kind) =>
  file[kind] ? `Some(include_bytes!(concat!(env!("OUT_DIR"), "/assets/${file.hashed}.${kind}")))` : "None";
// Files that pages name themselves; the others are named by the style sheet.
const NAMED = {
  "app.css": "APP_CSS",
  "app.js": "APP_JS",
  "atkinson-hyperlegible-next-latin-wght-normal.woff2": "FONT_UI",
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
