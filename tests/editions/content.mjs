// A content repository with something restricted of every kind. Each text of
// what is restricted holds a word of its own that stands nowhere else.

export const canaries = [];

// The next canary: "kanarie0042x".
export function canary() {
  const word = `kanarie${String(canaries.length).padStart(4, "0")}x`;

  canaries.push(word);
  return word;
}

const text = () => `About ${canary()} & "the rest", **of** it.`;

// A page with every key of front matter that can hold text.
export function restrictedPage(audience) {
  const front = {
    title: text(), description: text(), audience, owner: "clerk",
    reviews: [{ on: "2026-01-05", by: "clerk", outcome: "changed", note: text() }],
    consultation: { opens: "2026-01-05", closes: "2026-06-05", respond_to: "clerk" },
    versions: [{ version: canary(), date: "2026-01-05", summary: text() }],
    topics: ["risk"], aliases: [`/${canary()}/`], old_paths: [`/${canary()}.html`],
    formerly: [text()], keywords: [canary()], slug: canary(),
    approvals: [{ role: "clerk", organisation: "north" }],
    problem: text(), what_we_did: text(), result: text(), course: canary(),
    quiz: [{ question: text(), options: [canary(), canary()], answer: 1, why: text() }],
  };

  return page(front, body());
}

const yaml = (map) => Object.entries(map).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join("");

export const page = (front, words) => `---\n${yaml(front)}---\n${words}`;

export const body = () => `${text()}\n\n## ${canary()} and what follows\n\n- ${canary()}\n\n` +
  `| ${canary()} | b |\n|---|---|\n| 1 | ${canary()} |\n\n` +
  `[${canary()}](/guidance/open.md "${canary()}") \`${canary()}\`\n\n    ${canary()}\n`;

const closed = (record) => ({ ...record, audience: "board" });

// A restricted record of each kind, with every key that can hold text.
export const restricted = {
  roles: () => closed({ id: canary(), title: text(), description: text(), organisation: "north", formerly: [text()] }),
  organisations: () => closed({ id: canary(), title: text(), description: text(), formerly: [text()] }),
  documents: () => closed({ id: canary(), title: text(), version: canary(), date: "2026-01-05", note: text() }),
  groups: () => closed({
    id: canary(), title: text(), authority: "advisory", description: text(),
    stated: [{ document: "paper", words: text() }],
    members: [{ role: "chair", post: text(), organisation: "north" }],
  }),
  contracts: () => closed({
    id: canary(), title: text(), organisation: "north", unit: text(), supplier: text(), tier: "bronze", note: text(),
    kpis: [{ dimension: "user", title: text(), target: 90, actual: 80, unit: canary(), target_note: text() }],
    vfm: { clause: true, outcome: text() }, start: "2020-01-01", end: "2030-01-01",
  }),
  plans: () => closed({
    id: canary(), title: text(), note: text(),
    areas: [{ id: "risk", title: text(), aliases: [text()] }], waves: [{ id: 1, title: text() }],
    actions: [{ id: canary(), wave: 1, area: "risk", title: text(), owners: ["clerk"], status: "done",
      done_on: "2026-01-05", evidence: text(), note: text() }],
  }),
  risks: () => closed({
    id: canary(), status: "open", title: text(), probability: "H", impact: "H", mitigation: text(), owner: "clerk",
    raised: "2025-05-05",
  }),
  deliverables: () => closed({
    id: canary(), workstream: text(), title: text(), involvement: text(),
    baselines: [{ document: "paper", due: "2026-05-05", words: text() }],
  }),
  milestones: () => closed({ id: canary(), stage: text(), title: text(), due: "2026-05-05" }),
  events: () => closed({ id: canary(), title: text(), kind: "sharing", date: "2026-02-05", place: text(), note: text() }),
  glossary: () => closed({ term: canary(), short: canary().toUpperCase(), definition: text(), formerly: [canary()] }),
  benefits: () => closed({ id: canary(), title: text(), kind: "cash", status: "expected", value: 5, description: text() }),
  drivers: () => closed({
    id: canary(), title: text(), note: text(), drivers: [{ id: canary(), title: text(), weight: 50, alignment: "H", side: "provider" }],
  }),
  stakeholders: () => closed({ id: canary(), title: text(), impact: "positive", note: text() }),
  prospects: () => closed({ id: canary(), title: text(), description: text(), organisation: "north" }),
  redirects: () => closed({ from: `/${canary()}.html`, withdrawn: "2026-01-01" }),
  factors: () => closed({
    id: canary(), title: text(), version: canary(), description: text(), scale: { min: 0, max: 100, step: 25 },
    bands: [{ id: "low", title: text(), from: 0, description: text() }],
    groups: [{ id: "all", title: text(), description: text() }],
    factors: [{ id: 1, title: text(), weight: 100, group: "all", question: text(), formerly: [text()],
      guidance: { 0: text(), 25: text(), 50: text(), 75: text(), 100: text() } }],
  }),
  assessments: () => ({
    subject: "contract/C-1", set: "short@1", date: `2026-01-${String(1 + canaries.length % 28).padStart(2, "0")}`,
    kind: "peer", audience: "board", assessor: "clerk", note: text(),
    scores: { 1: { score: 25, evidence: text() }, 2: { na: text() } },
  }),
  pairs: () => closed({
    id: canary(), a: canary(), b: canary(), line_managed: false, confidentiality_agreed: true, started: "2025-01-06",
    goals: 2, sessions: [{ date: "2025-02-03", status: "held", mode: "call" }],
    problems: [{ kind: "meeting", raised: "2025-03-03" }],
  }),
};

// About what is restricted: they say nothing of an audience themselves.
export const about = (contract) => ({
  risks: [{ id: canary(), status: "open", title: text(), probability: "L", impact: "L", owner: "clerk",
    raised: "2025-05-05", contract }],
  benefits: [{ id: canary(), title: text(), kind: "cash", status: "expected", contract }],
});

// What everybody may have of each kind.
export const open = {
  roles: [{ id: "clerk", title: "Clerk" }],
  organisations: [{ id: "north", title: "North Council" }],
  documents: [{ id: "paper", title: "Paper" }],
  groups: [{ id: "panel", title: "Panel", authority: "advisory", members: [{ role: "chair", post: "Chair", organisation: "north" }] }],
  contracts: [{ id: "C-1", title: "Leisure", organisation: "north", tier: "bronze", start: "2020-01-01", end: "2030-01-01" }],
  plans: [{ id: "open-plan", title: "Plan", areas: [{ id: "risk", title: "Risk" }], actions: [
    { id: "A1", title: "Write it down", area: "risk", owners: ["clerk"], status: "open", due: "2026-12-01" }] }],
  risks: [{ id: "R1", status: "open", title: "Rain", probability: "L", impact: "L", owner: "clerk", raised: "2025-05-05" }],
  deliverables: [{ id: "D1", workstream: "groups", title: "Event", baselines: [{ document: "paper", due: "2026-05-05" }] }],
  milestones: [{ id: "M1", stage: "One", title: "Start", due: "2026-05-05" }],
  events: [{ id: "E1", title: "Meeting", kind: "sharing", date: "2026-02-05" }],
  glossary: [{ term: "Contract", definition: "A promise." }],
  benefits: [{ id: "B1", title: "Savings", kind: "cash", status: "expected", value: 4 }],
  drivers: [{ id: "cost", title: "Cost", drivers: [{ id: "price", title: "Price", weight: 50, alignment: "H", side: "provider" }] }],
  stakeholders: [{ id: "users", title: "Users", impact: "positive" }],
  prospects: [{ id: "partner", title: "A partner" }],
  redirects: [],
  factors: [{ id: "short", title: "Short", version: "1", scale: { min: 0, max: 100, step: 25 },
    bands: [{ id: "low", title: "Low", from: 0 }], factors: [{ id: 1, title: "One", weight: 50 }, { id: 2, title: "Two", weight: 50 }] }],
  assessments: [{ subject: "contract/C-1", set: "short@1", date: "2025-01-05", kind: "self", audience: "public",
    assessor: "clerk", scores: { 1: 25, 2: 50 } }],
  pairs: [1, 2, 3, 4, 5, 6].map((n) => ({ id: `Q${n}`, a: `x${n}`, b: `y${n}`, line_managed: false,
    confidentiality_agreed: true, started: "2025-01-06", goals: 2, goals_met: 1,
    sessions: [{ date: "2025-02-03", status: "held", mode: "call" }] })),
};

// Kinds whose folder holds a record a file.
export const apart = new Set(["factors", "plans", "drivers"]);

export const config = `title: Casebook
organisation: The council
audiences: [public, members, board]
taxonomies:
  topics: {title: Topics, values: {risk: {title: Risk}}}
`;
