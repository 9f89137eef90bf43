/**
 * Visits every object below `root` with the name of the field that holds it (of the list, for members of a list), in
 * the order of the tree. `visit` says whether to go on below. Uses a stack of its own: trees may nest deeper than the
 * engine's call stack allows.
 */
export function walkTree(root: object, visit: (key: string, node: object) => boolean): void {
  const open: object[] = [root];
  const children: object[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isList(node)) {
      for (const member of node) if (isObject(member)) children.push(member);
    } else if (isRecord(node)) {
      for (const key in node) {
        const child = node[key];
        if (isObject(child) && visit(key, child)) children.push(child);
      }
    }
    // In reverse, so that the first child comes off the stack first.
    for (let child = children.pop(); child !== undefined; child = children.pop()) open.push(child);
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function isList(node: object): node is readonly unknown[] {
  return Array.isArray(node);
}

/** Any object of a tree that is no list. */
export function isRecord(node: object): node is Readonly<Record<string, unknown>> {
  return !Array.isArray(node);
}
