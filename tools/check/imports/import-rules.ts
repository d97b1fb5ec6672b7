import type { IRegularForbiddenRuleType } from 'dependency-cruiser';
import { featureEdges, openInterfaces } from './feature-edges.ts';

type ImportRule = IRegularForbiddenRuleType & { readonly name: string; readonly comment: string };

function rule(name: string, comment: string, from: ImportRule['from'], to: ImportRule['to']): ImportRule {
  return { name, severity: 'error', comment, from, to };
}

const ours = '^(packages|apps|addons|tests)/';
const server = '^apps/server/';
const features = '^apps/server/src/features/';

/** A workspace imports, of ours, nothing but itself and `allowed`. */
function onlyImports(name: string, comment: string, folder: string, allowed: readonly string[]): ImportRule {
  const itself = `^${folder}/`;
  return rule(
    name,
    comment,
    { path: itself },
    { path: ours, pathNot: [itself, ...allowed.map((path) => `^${path}/`)] },
  );
}

const betweenWorkspaces: readonly ImportRule[] = [
  onlyImports(
    'contract-stands-alone',
    'The contract is what console, server and add-ons agree on; whatever it imported would reach all of them. ' +
      'Move the type into packages/contract, or keep it out of the contract.',
    'packages/contract',
    [],
  ),
  onlyImports(
    'console-knows-the-contract-only',
    'The console speaks to the server over HTTP. Put what both need into packages/contract; ' +
      'what only the server knows is asked for through a route.',
    'apps/console',
    ['packages/contract'],
  ),
  onlyImports(
    'client-stands-alone',
    'packages/teamviewer follows docs/facts by itself and never sees the emulator or anything else of ours: ' +
      'a misunderstanding that both shared would pass every test. Hand in what it needs (clock, request function) as an argument.',
    'packages/teamviewer',
    [],
  ),
  onlyImports(
    'emulator-stands-alone',
    'The emulator follows docs/facts by itself: a misunderstanding that it shared with our client would pass every test. ' +
      'Write down what TeamViewer does from the facts, in the emulator, even if the client has something alike.',
    'apps/teamviewer-emulator',
    [],
  ),
  onlyImports(
    'addon-kit-knows-the-contract-only',
    'An add-on is written against the kit alone, so the kit must not pull in the server. ' +
      'Describe what is needed as an interface in packages/addon-kit and implement it in platform/addon-host.',
    'packages/addon-kit',
    ['packages/contract'],
  ),
  onlyImports(
    'addon-knows-the-kit-only',
    'An add-on imports the kit and what it bundles. If it needs something of the server, that belongs on `host`: ' +
      'add it to packages/addon-kit with a permission, so that another desk can stand behind it.',
    'addons/teamviewer',
    ['packages/addon-kit', 'packages/teamviewer'],
  ),
  onlyImports(
    'server-imports-no-addon',
    'The server loads packages and knows none by name; it imports neither add-ons nor the TeamViewer client nor anything of the demo. ' +
      'Let the add-on declare what it brings in its manifest and have the server read that.',
    'apps/server',
    ['packages/contract', 'packages/addon-kit'],
  ),
  onlyImports(
    'dev-env-joins-the-demo',
    'dev-env starts server, emulator and mail catcher; add-ons reach the demo as the ZIP that an administrator would upload.',
    'packages/dev-env',
    ['packages/contract', 'packages/addon-kit', 'apps/server', 'apps/teamviewer-emulator'],
  ),
  rule(
    'nobody-imports-tests',
    'tests/ uses the product, never the other way round. Move what both need beside the code that owns it.',
    { path: '^(packages|apps|addons)/' },
    { path: '^tests/' },
  ),
  rule(
    'through-the-entry',
    'Another workspace is imported by its name, through the entries of its package.json. ' +
      'Export what is needed from that entry, or ask whether it should be needed.',
    { path: '^(packages|apps|addons)/([^/]+)/', pathNot: ['\\.test\\.tsx?$', '/testing/'] },
    {
      path: '^(packages|apps|addons)/[^/]+/',
      pathNot: [
        '^$1/$2/',
        '^packages/[^/]+/src/index\\.ts$',
        '^packages/addon-kit/src/(package|harness)/index\\.ts$',
        '^apps/server/src/compose\\.ts$',
        '^apps/teamviewer-emulator/src/index\\.ts$',
      ],
    },
  ),
  rule(
    'no-barrels-inside',
    'Inside a package files import each other, never their own entry: that is how rings begin. Import the file that declares it.',
    { path: '^((?:packages|apps|addons)/[^/]+)/src/', pathNot: '\\.test\\.tsx?$' },
    { path: '^$1/src/index\\.ts$' },
  ),
];

const insideTheServer: readonly ImportRule[] = [
  rule(
    'platform-knows-no-feature',
    'platform/ is below the features and is handed what it calls. ' +
      'Declare an interface in platform and let compose.ts pass the feature in, or move the file into the feature.',
    { path: '^apps/server/src/platform/', pathNot: '\\.test\\.ts$' },
    { path: '^apps/server/src/(features/|compose\\.ts$|main\\.ts$)' },
  ),
  rule(
    'nobody-imports-compose',
    'compose.ts joins the concrete things and is imported by the programs alone. Take what you need as an argument instead.',
    { path: '^apps/server/src/(features|platform|config)/', pathNot: '\\.test\\.ts$' },
    { path: '^apps/server/src/(compose|main)\\.ts$' },
  ),
  rule(
    'features-take-decided-configuration',
    'Only the programs read the configuration; a feature is handed the decided value. Add a parameter and pass it in compose.ts.',
    { path: features, pathNot: '\\.test\\.ts$' },
    { path: '^apps/server/src/config/' },
  ),
  ...Object.entries(featureEdges).map(([feature, edges]) =>
    rule(
      `feature-edges-${feature}`,
      `features/${feature} may import ${edges.join(', ') || 'no other feature'} and the open interfaces. ` +
        'Let compose.ts hand the other feature in as an interface; if the two belong together for good, ' +
        'add the edge to tools/check/imports/feature-edges.ts and say why.',
      { path: `${features}${feature}/`, pathNot: '\\.test\\.ts$' },
      {
        path: features,
        pathNot: [feature, ...edges]
          .map((name) => `${features}${name}/`)
          .concat(openInterfaces.map((file) => `${features}${file.replaceAll('.', '\\.')}$`)),
      },
    ),
  ),
  rule(
    'feature-is-listed',
    'A new feature stands in tools/check/imports/feature-edges.ts with what it may import, and in ARCHITECTURE.md.',
    { path: `${features}(?!(${Object.keys(featureEdges).join('|')})/)[^/]+/` },
    { path: '.' },
  ),
  rule(
    'model-does-nothing-outside',
    'model.ts holds types and pure rules: no database, network, files, time or log. Move the effect to service.ts or store.ts ' +
      'and hand its result in.',
    { path: `${features}.*/model\\.ts$` },
    {
      path: [
        '^apps/server/src/platform/(db|http|net|jobs|live|log|addon-host)/',
        '/(store|service|routes|jobs|events)\\.ts$',
        'node_modules/(pg|pg-boss|fastify|undici|nodemailer|pino|@electric-sql)/',
      ],
    },
  ),
  rule(
    'model-uses-no-runtime',
    'model.ts holds types and pure rules, so it needs nothing of Node. Move the effect to service.ts or store.ts.',
    { path: `${features}.*/model\\.ts$` },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'network-lives-in-net',
    'Outgoing HTTP has one address, platform/net, where hosts, sizes and times are bounded. Take an HttpClient as an argument.',
    {
      path: '^(apps/server/src|addons|packages/addon-kit|packages/teamviewer)/',
      // The local socket of the command line leaves the machine as little as a file does.
      pathNot: [
        '^apps/server/src/platform/net/',
        '^apps/server/src/platform/http/local-socket\\.ts$',
        '\\.test\\.ts$',
      ],
    },
    { path: ['node_modules/undici/', '^(node:)?https?2?$'] },
  ),
  rule(
    'drivers-live-in-db',
    'Databases have one door, platform/db (ADR 0002). Take a Database, Executor or Tx as an argument. pg-boss lives in platform/jobs.',
    {
      path: server,
      pathNot: ['^apps/server/src/platform/(db|jobs)/', '^apps/server/testing/', '\\.test\\.ts$'],
    },
    { path: 'node_modules/(pg|pg-boss|@electric-sql)/' },
  ),
];

const everywhere: readonly ImportRule[] = [
  rule(
    'no-cycles',
    'These files import each other in a ring, so none can be read or tested by itself. ' +
      'Move what both ends need into a file of its own, or pass one of them in as an argument.',
    {},
    { circular: true },
  ),
  rule(
    'resolvable',
    'This import leads nowhere. Correct the path (with its .ts ending), or add the package to the package.json of this workspace.',
    {},
    { couldNotResolve: true, pathNot: '^virtual:' },
  ),
];

/** Every rule about who may import whom (design of the house in ARCHITECTURE.md); its comment says what to do when it fires. */
export const importRules: readonly ImportRule[] = [...everywhere, ...betweenWorkspaces, ...insideTheServer];
