// How two actors are connected: a chain of ties, each from one actor to the next in either
// direction. A step is as strong as the number of distinct origins that tell of any tie between its
// two actors, and a chain as strong as its weakest step. The strongest chain is the shortest of
// those that no other chain's weakest step outdoes; the shortest has fewest steps. Among equals the
// one that most origins tell of is taken, then the first by name. What only denials tell of joins
// nobody, and affiliations are no ties.

// A text of an agency is one origin, whoever prints it.
const originOf = (id) => articles.get(id)?.agency || articles.get(id)?.publisher || id;

// actor → actor → {edges, strength}
function stepsOf(list) {
  const steps = new Map();
  const between = (a, b) => {
    if (!steps.has(a)) steps.set(a, new Map());
    if (!steps.get(a).has(b)) steps.get(a).set(b, { edges: [], origins: new Set() });
    return steps.get(a).get(b);
  };
  for (const edge of list) {
    if (edge.family === "affiliation" || edge.status === "denied") continue;
    for (const [a, b] of [[edge.source, edge.target], [edge.target, edge.source]]) {
      const step = between(a, b);
      step.edges.push(edge);
      for (const id of edge.told) step.origins.add(originOf(id));
      step.strength = Math.max(step.origins.size, 1);
    }
  }
  return steps;
}

// The shortest chain over steps of at least this strength, the most told of among equals: actors.
function shortest(steps, from, to, least) {
  const reached = new Map([[from, { depth: 0, told: 0, by: null }]]);
  let rim = [from];
  for (let depth = 1; rim.length && !reached.has(to); depth++) {
    const next = [];
    for (const actor of rim) {
      for (const [other, { strength }] of steps.get(actor) || []) {
        if (strength < least) continue;
        const told = reached.get(actor).told + strength;
        const known = reached.get(other);
        if (!known) next.push(other);
        const better = !known || (known.depth === depth
          && (told > known.told || (told === known.told && actor < known.by)));
        if (better) reached.set(other, { depth, told, by: actor });
      }
    }
    rim = next.sort();
  }
  if (!reached.has(to)) return null;
  const actorsOnWay = [to];
  for (let at = to; reached.get(at).by; at = reached.get(at).by) actorsOnWay.unshift(reached.get(at).by);
  return actorsOnWay;
}

// {actors, steps: [{from, to, edges, strength}]}, or null where nothing joins the two.
function chainBetween(list, from, to, by) {
  const steps = stepsOf(list);
  const strengths = new Set([...steps.values()].flatMap((row) => [...row.values()].map((s) => s.strength)));
  const tries = by === "strongest" ? [...strengths].sort((a, b) => b - a) : [0];
  for (const least of tries) {
    const way = shortest(steps, from, to, least);
    if (!way) continue;
    const pairs = way.slice(1).map((actor, index) => [way[index], actor]);
    return { actors: way, steps: pairs.map(([a, b]) => ({ from: a, to: b, ...steps.get(a).get(b) })) };
  }
  return null;
}
