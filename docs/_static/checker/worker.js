// Python in a thread of its own, so that the page can be read and edited while it works. It asks for files of this
// site only, and the document never leaves it.
importScripts("pyodide.js");

const here = new URL(".", self.location).href;

async function start() {
  const pyodide = await loadPyodide({ indexURL: here });
  const [zip, code] = await Promise.all([fetch(here + "docketstats.zip"), fetch(here + "checking.py")]);
  if (!zip.ok || !code.ok) throw new Error("files are missing");
  pyodide.unpackArchive(await zip.arrayBuffer(), "zip", { extractDir: "/docketstats" });
  pyodide.runPython("import sys; sys.path.insert(0, '/docketstats')");
  pyodide.runPython(await code.text());
  return pyodide.globals.get("checked");
}

const checked = start();
checked.then(() => self.postMessage({ loaded: true }), (error) => self.postMessage({ missing: String(error) }));

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(JSON.parse((await checked)(data)));
  } catch (error) {
    self.postMessage({ problem: String(error) });
  }
};
