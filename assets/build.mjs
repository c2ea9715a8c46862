// Builds assets/dist: three sheets of css, the fonts, the drawings and the scripts.
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
// Built beside what is being served, and put in its place when it is whole.
const served = join(here, "dist");
const dist = join(here, "dist.new");
const before = join(here, "dist.old");
const sheets = ["merila", "document", "email"];
const subsets = [
  ...["latin", "latin-ext", "vietnamese"],
  ...["greek", "greek-ext", "cyrillic", "cyrillic-ext"],
];
const faces = ["400-normal", "400-italic", "600-normal"];

await rm(dist, { recursive: true, force: true });
for (const folder of ["css", "fonts"]) {
  await mkdir(join(dist, folder), { recursive: true });
}
for (const sheet of sheets) {
  const { css } = compile(join(here, "scss", `${sheet}.scss`), {
    loadPaths: [modules],
    quietDeps: true,
    style: "compressed",
  });
  await writeFile(join(dist, "css", `${sheet}.css`), css);
}
for (const subset of subsets) {
  for (const face of faces) {
    const file = `source-sans-3-${subset}-${face}.woff2`;
    await cp(join(modules, "@fontsource/source-sans-3/files", file), join(dist, "fonts", file));
  }
}
for (const folder of ["img", "js"]) {
  await cp(join(here, folder), join(dist, folder), { recursive: true });
}
await rm(before, { recursive: true, force: true });
await rename(served, before).catch((error) => {
  if (error.code !== "ENOENT") throw error;
});
await rename(dist, served);
await rm(before, { recursive: true, force: true });
