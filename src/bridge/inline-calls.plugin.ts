/**
 * Takes the engine's hottest functions into their callers when it is bundled. An optimizing compiler does that by itself,
 * but stops at so many bytes of code (V8: 920), in the middle of a hop's way through the engine; and a function that is
 * not taken in looks everything up again and hands its fractions over on the heap. It is a fifth of M/M/1, a tenth of the
 * cache tier. So the list follows the ways that nearly every hop takes, from one event to the next.
 *
 * A call that stands for itself (`f(x);`, `const y = o.f(x);`, `a.b = f(x);`, `return f(x);`) becomes a block: receiver and
 * arguments first, then the body, where `return` leaves the block. The source stays in small functions, and tests that
 * run it as it is and as a bundle compare their run hashes. Whatever could change a meaning stops the build: a name that
 * is not the name of one thing in the bundle, or that means another thing where the body would stand.
 *
 * Part of the build, not of the page: vite.config.ts imports it and nothing here does.
 */
import { walk } from 'estree-walker';
import MagicString from 'magic-string';
import { type ESTree, type Plugin, parseAst } from 'vite';

/** A function to take in: everywhere, or into some callers only, since a body that stands in twenty places is too much code. */
interface Hot {
  readonly name: string;
  readonly into?: readonly string[];
}

/** Methods begin with a dot. */
export const hottest: readonly Hot[] = [
  // chance
  { name: '.nextWord' },
  { name: '.exponential' },
  { name: 'drawNs' },
  { name: 'scramble' },
  // the calendar
  { name: '.plan' },
  { name: '.putInOrder' },
  { name: '.siftDown' },
  { name: '.schedule', into: ['.scheduleIn'] },
  // calls
  { name: '.claim' },
  { name: '.giveBack' },
  { name: '.departs' },
  { name: '.sendOut' },
  { name: '.arrive' },
  { name: '.countIn' },
  { name: '.countOut' },
  { name: '.conclude' },
  // servers
  { name: '.takeSlot' },
  { name: '.leaveSlot' },
  { name: '.account' },
  // counting
  { name: 'countArrival' },
  { name: 'countDeparture' },
  { name: 'countLatency' },
  { name: 'record' },
  { name: '.foldEvent' },
  { name: '.foldWord' },
  // the way of a plain request
  { name: '.awaitNext', into: ['.wake'] },
  { name: '.scheduleIn' },
  { name: '.makeRequest', into: ['.wake'] },
  { name: '.beginRequest' },
  { name: '.send', into: ['.makeRequest', '.ask', '.forward'] },
  { name: '.dispatchCall', into: ['.send'] },
  { name: '.takeOn' },
  { name: '.workAlone' },
  { name: '.serveCall', into: ['.workAlone'] },
  { name: '.continueWith', into: ['.wake'] },
  { name: '.finishCall', into: ['.reply'] },
  { name: '.serveNext' },
  { name: '.answer', into: ['.finishCall'] },
  { name: '.bringBack', into: ['.answer'] },
];

export function inlineCalls(hot: readonly Hot[] = hottest): Plugin {
  return {
    name: 'inline-calls',
    renderChunk(code) {
      return withCallsInlined(code, hot).text;
    },
  };
}

type Node = ESTree.Node;
type Body = ESTree.Function & { readonly body: ESTree.FunctionBody };

/** A call that stands for itself. */
interface Site {
  readonly statement: Node;
  readonly call: ESTree.CallExpression;
  readonly name: string;
  /** A plus before it, which makes a number of its value. */
  readonly sign: '' | '+';
  /** Where its value goes; null for nowhere. */
  readonly to: 'return' | ESTree.VariableDeclaration | ESTree.AssignmentExpression | null;
}

/** Within a body that is taken in: whose it is, what `this` is called there, and how it is left. */
interface Frame {
  readonly caller: string;
  readonly self: string;
  /** Null in the caller itself, which is left by `return`. */
  readonly exit: { readonly label: string; readonly value: string | null } | null;
}

/** The program with all sites taken in, and how many there were of each function. What it does not declare is left out. */
export function withCallsInlined(
  code: string,
  hot: readonly Hot[],
): { readonly text: string; readonly sites: ReadonlyMap<string, number> } {
  const program = parseAst(code);
  const inliner = new Inliner(code, declarationsOf(program, hot), hot);
  const edits = new MagicString(code);
  each(program, (node, parent) => {
    if (isArrow(node) || !isFunction(node) || node.body === null) return;
    const outermost = { caller: nameOf(node, parent), self: 'this', exit: null };
    for (const site of inliner.sitesIn(node.body, outermost.caller)) {
      inliner.checkNames(site, declaredIn(node), node);
      edits.overwrite(site.statement.start, site.statement.end, inliner.block(site, outermost));
    }
  });
  return { text: edits.toString(), sites: inliner.count };
}

class Inliner {
  readonly count = new Map<string, number>();
  private readonly code: string;
  private readonly callees: ReadonlyMap<string, Body>;
  private readonly free = new Map<string, ReadonlySet<string>>();
  private readonly asked = new Set<string>();
  private readonly into: ReadonlyMap<string, readonly string[] | undefined>;
  private blocks = 0;

  constructor(code: string, callees: ReadonlyMap<string, Body>, hot: readonly Hot[]) {
    this.code = code;
    this.callees = callees;
    this.into = new Map(hot.map(({ name, into }) => [name, into]));
  }

  /** The outermost sites under a part of `caller`, without those of functions within it. */
  sitesIn(root: Node, caller: string): Site[] {
    const sites: Site[] = [];
    each(root, (node, parent) => {
      if (node !== root && isFunction(node)) return false;
      const site = this.siteAt(node, parent);
      if (site === null || !this.isFor(site.name, caller)) return true;
      sites.push(site);
      return false;
    });
    return sites;
  }

  private isFor(name: string, caller: string): boolean {
    return this.into.get(name)?.includes(caller) ?? true;
  }

  private siteAt(statement: Node, parent: Node | null): Site | null {
    const made = (value: Node | null | undefined, to: Site['to']): Site | null => {
      const isSigned = value?.type === 'UnaryExpression' && value.operator === '+';
      const call = isSigned ? value.argument : value;
      if (call?.type !== 'CallExpression') return null;
      const name = this.calleeOf(call);
      return name === null ? null : { statement, call, name, sign: isSigned ? '+' : '', to };
    };
    if (statement.type === 'ReturnStatement') return made(statement.argument, 'return');
    if (statement.type === 'VariableDeclaration') {
      const isAlone = statement.declarations.length === 1 && parent?.type === 'BlockStatement';
      return isAlone ? made(statement.declarations[0]!.init, statement) : null;
    }
    if (statement.type !== 'ExpressionStatement') return null;
    const { expression } = statement;
    if (expression.type !== 'AssignmentExpression') return made(expression, null);
    return expression.operator === '=' && isPlace(expression.left)
      ? made(expression.right, expression)
      : null;
  }

  private calleeOf({ callee, optional, arguments: given }: ESTree.CallExpression): string | null {
    if (optional || given.some(({ type }) => type === 'SpreadElement')) return null;
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
          ? `.${callee.property.name}`
          : '';
    return this.callees.has(name) ? name : null;
  }

  /** Breaks where a name of the body, or of one taken into it, is another thing's in the caller. */
  checkNames({ name }: Site, declared: ReadonlySet<string>, caller: Node): void {
    for (const used of this.freeNamesOf(name)) {
      if (!declared.has(used)) continue;
      const where = this.code.slice(Math.max(0, caller.start - 30), caller.start + 30);
      throw new Error(`${name} cannot be inlined in “${where}”: ${used} is another thing there`);
    }
  }

  /** What a body takes from outside of itself. */
  private freeNamesOf(name: string): ReadonlySet<string> {
    const known = this.free.get(name);
    if (known !== undefined) return known;
    if (this.asked.has(name)) throw new Error(`${name} calls itself`);
    this.asked.add(name);
    const body = this.callees.get(name)!;
    const declared = declaredIn(body);
    const sites = this.sitesIn(body.body, name);
    const inlined = new Set<Node>(sites.map(({ call }) => call.callee));
    const names = new Set<string>();
    each(body, (node, parent) => {
      if (isReference(node, parent) && node !== body.id && !inlined.has(node)) names.add(node.name);
    });
    for (const own of declared) names.delete(own);
    for (const site of sites) {
      this.checkNames(site, declared, body);
      for (const used of this.freeNamesOf(site.name)) names.add(used);
    }
    this.free.set(name, names);
    return names;
  }

  /** What stands in the place of a site. */
  block({ call, name, sign, to }: Site, around: Frame): string {
    this.count.set(name, (this.count.get(name) ?? 0) + 1);
    const id = ++this.blocks;
    const { params, body } = this.callees.get(name)!;
    const { self, given } = this.receiver(call, body, around, id);
    const own: string[] = [];
    for (const [i, param] of params.entries()) {
      const argument = call.arguments[i];
      const kept = `$${id}_${i}`;
      if (argument !== undefined) given.push(`${kept} = ${this.inlined(argument, around)}`);
      own.push(this.parameter(param, argument === undefined ? 'void 0' : kept));
    }
    const value = to === null ? null : `$${id}_value`;
    const inner = this.inlined(body, { caller: name, self, exit: { label: `$${id}`, value } });
    const lines = [
      value === null ? '' : `let ${value};`,
      `$${id}: {${declaration('const', given)} {${declaration('let', own)} ${inner} } }`,
    ];
    if (to === null || value === null) return lines.join(' ');
    if (to === 'return') return `{ ${[...lines, leave(sign + value, around)].join(' ')} }`;
    if (to.type === 'VariableDeclaration') {
      const target = this.text(to.declarations[0]!.id);
      return [...lines, `${to.kind} ${target} = ${sign}${value};`].join(' ');
    }
    return `{ ${[...lines, `${this.inlined(to.left, around)} = ${sign}${value};`].join(' ')} }`;
  }

  private receiver(call: ESTree.CallExpression, body: Node, around: Frame, id: number) {
    const { callee } = call;
    if (callee.type !== 'MemberExpression') return { self: 'this', given: [] as string[] };
    if (isPath(callee.object) && !has(body, 'ThisExpression')) {
      return { self: 'this', given: [] as string[] };
    }
    const object = this.inlined(callee.object, around);
    if (object === around.self) return { self: object, given: [] as string[] };
    return { self: `$${id}_self`, given: [`$${id}_self = ${object}`] };
  }

  private parameter(param: Node, given: string): string {
    if (param.type !== 'AssignmentPattern') return `${this.text(param)} = ${given}`;
    return `${this.text(param.left)} = ${given} === void 0 ? ${this.text(param.right)} : ${given}`;
  }

  /** A part of a body with its own sites taken in, as it stands in `frame`. */
  private inlined(root: Node, frame: Frame): string {
    const edits = new MagicString(this.code);
    const sites = new Map(this.sitesIn(root, frame.caller).map((site) => [site.statement, site]));
    const replace = ({ start, end }: Node, text: string) => edits.overwrite(start, end, text);
    each(root, (node) => {
      const site = sites.get(node);
      if (site !== undefined) replace(node, this.block(site, frame));
      else if (node.type === 'ThisExpression') {
        if (frame.self !== 'this') replace(node, frame.self);
      } else if (node.type === 'ReturnStatement' && frame.exit !== null) {
        const value = node.argument === null ? null : this.inlined(node.argument, frame);
        replace(node, `{ ${leave(value, frame)} }`);
      } else return true;
      return false;
    });
    return edits.slice(root.start, root.end);
  }

  private text({ start, end }: Node): string {
    return this.code.slice(start, end);
  }
}

function leave(value: string | null, { exit }: Frame): string {
  if (exit === null) return `return ${value};`;
  const kept =
    value === null ? '' : exit.value === null ? `${value}; ` : `${exit.value} = ${value}; `;
  return `${kept}break ${exit.label};`;
}

function declaration(kind: 'const' | 'let', list: readonly string[]): string {
  return list.length === 0 ? '' : ` ${kind} ${list.join(', ')};`;
}

/** The one declaration of each name. */
function declarationsOf(program: Node, hot: readonly Hot[]): Map<string, Body> {
  const wanted = new Set(hot.map(({ name }) => name));
  const found = new Map<string, (Body | null)[]>();
  const add = (name: string, body: Node | null) => {
    if (!wanted.has(name)) return;
    const isBody = body !== null && isFunction(body) && !isArrow(body) && body.body !== null;
    found.set(name, [...(found.get(name) ?? []), isBody ? (body as Body) : null]);
  };
  each(program, (node) => {
    if (node.type === 'FunctionDeclaration') add(node.id?.name ?? '', node);
    if (node.type === 'MethodDefinition')
      add(keyOf(node), node.kind === 'method' ? node.value : null);
    // A field or a property of that name could be called as well.
    if (node.type === 'PropertyDefinition') add(keyOf(node), null);
    if (node.type === 'Property') add(keyOf(node), null);
  });
  const declarations = new Map<string, Body>();
  for (const [name, bodies] of found) {
    const [only] = bodies;
    if (bodies.length > 1 || !only) {
      throw new Error(`${name} is the name of ${bodies.length} things, not of one function`);
    }
    checkBody(name, only);
    declarations.set(name, only);
  }
  return declarations;
}

function nameOf(fn: ESTree.Function, parent: Node | null): string {
  return parent?.type === 'MethodDefinition' ? keyOf(parent) : (fn.id?.name ?? '');
}

function keyOf({ key }: { readonly key: Node }): string {
  return key.type === 'Identifier' ? `.${key.name}` : '';
}

/** What a block cannot stand for. */
function checkBody(name: string, body: Body): void {
  const refused = body.async || body.generator ? 'a function that waits' : refusedIn(body.body);
  if (refused !== null) throw new Error(`${name} cannot be inlined: ${refused}`);
}

function refusedIn(body: Node): string | null {
  let refused: string | null = null;
  each(body, (node) => {
    if (isFunction(node)) refused = 'a function within it';
    if (node.type === 'Super' || node.type === 'MetaProperty') refused = node.type;
    if (node.type === 'Identifier' && node.name === 'arguments') refused = 'arguments';
    if (node.type === 'VariableDeclaration' && node.kind === 'var') refused = 'var';
    if (node.type === 'LabeledStatement') refused = 'a label';
  });
  return refused;
}

/** All names that a function declares, anywhere in it. */
function declaredIn(fn: Node): Set<string> {
  const names = new Set<string>();
  each(fn, (node) => {
    if (node.type === 'VariableDeclarator') addNames(node.id, names);
    else if (node.type === 'CatchClause' && node.param !== null) addNames(node.param, names);
    else if (isFunction(node)) {
      for (const param of node.params) addNames(param, names);
      if (node !== fn && !isArrow(node) && node.id) names.add(node.id.name);
    } else if (node.type === 'ClassDeclaration' && node.id) names.add(node.id.name);
  });
  return names;
}

/** Of a pattern; default values in it name more than it declares, which errs on the side of care. */
function addNames(pattern: Node, names: Set<string>): void {
  each(pattern, (node, parent) => {
    if (isReference(node, parent)) names.add(node.name);
  });
}

/** An identifier that stands for a variable, and not for a property or a label. */
function isReference(node: Node, parent: Node | null): node is ESTree.IdentifierReference {
  if (node.type !== 'Identifier') return false;
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.computed || parent.object === node;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.computed || parent.key !== node;
    case 'Property':
      return parent.computed || parent.shorthand || parent.value === node;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false;
    default:
      return true;
  }
}

/** A variable, or a property of one: looking it up before or after the call is the same. */
function isPlace(node: Node): boolean {
  if (node.type === 'Identifier') return true;
  return (
    isPath(node) && node.type === 'MemberExpression' && node.object.type !== 'MemberExpression'
  );
}

/** `this.a.b`: looking it up does nothing. */
function isPath(node: Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  return node.type === 'MemberExpression' && !node.computed && isPath(node.object);
}

function has(root: Node, type: Node['type']): boolean {
  let found = false;
  each(root, (node) => {
    if (node.type === type) found = true;
  });
  return found;
}

function isFunction(node: Node): node is ESTree.Function | ESTree.ArrowFunctionExpression {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || isArrow(node);
}

function isArrow(node: Node): node is ESTree.ArrowFunctionExpression {
  return node.type === 'ArrowFunctionExpression';
}

/** Visits a node and all below it; what returns false is not entered. */
function each(root: Node, visit: (node: Node, parent: Node | null) => boolean | undefined): void {
  walk(root as Parameters<typeof walk>[0], {
    enter(node, parent) {
      // The walker knows nodes by the types of another package than the parser: the same tree, so the casts change nothing.
      if (visit(node as unknown as Node, parent as unknown as Node | null) === false) this.skip();
    },
  });
}
