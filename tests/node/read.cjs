// Reads a file as people's own programs do, and prints what they find as one JSON document:
//     node read.cjs NODE_MODULES gexf|cytoscape FILE
// `nodes` are ids with their data, `edges` are id, source and target with theirs.
"use strict";
const fs = require("node:fs");
const { createRequire } = require("node:module");

const [modules, format, file] = process.argv.slice(2);
const load = createRequire(`${modules}/`);

const readers = {
  gexf(text) {
    const { MultiDirectedGraph } = load("graphology");
    const graph = load("graphology-gexf").parse(MultiDirectedGraph, text);
    return {
      nodes: graph.mapNodes((id, data) => ({ id, data })),
      edges: graph.mapEdges((id, data, source, target) => ({ id, source, target, data })),
    };
  },
  cytoscape(text) {
    const cytoscape = load("cytoscape");
    const graph = cytoscape({ headless: true, styleEnabled: true, ...JSON.parse(text) });
    return {
      nodes: graph.nodes().map((node) => ({
        id: node.id(),
        data: node.data(),
        position: node.position(),
        colour: node.style("background-color"),
        width: node.width(),
      })),
      edges: graph.edges().map((edge) => ({
        id: edge.id(),
        source: edge.source().id(),
        target: edge.target().id(),
        data: edge.data(),
        line: edge.style("line-style"),
        arrow: edge.style("target-arrow-shape"),
      })),
    };
  },
};

const found = JSON.stringify(readers[format](fs.readFileSync(file, "utf8")));
process.stdout.write(found, () => process.exit(0)); // Cytoscape.js would go on drawing
