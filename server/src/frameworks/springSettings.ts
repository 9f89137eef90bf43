import { isMap, isScalar, parseAllDocuments } from 'yaml';
import type { ProjectFiles } from './framework.ts';
import { readPropertyFile } from './liquibase/properties.ts';
import { parentOf } from './paths.ts';

const SPRING = /(?:^|\/)application[^/]*\.(?:properties|ya?ml)$/i;

/**
 * What Spring Boot's application.properties and application.yml say, by the keys of the manual. Of several modules the
 * one that shares most folders with `folder` speaks; a file without a profile speaks before those of profiles.
 */
export function springSettings(project: ProjectFiles, folder: string): ReadonlyMap<string, string> {
  const files = project.paths
    .filter(path => SPRING.test(path) && !/(?:^|\/)(?:test|target|build)\//.test(path))
    .map(path => ({ path, shared: sharedFolders(path, folder), profile: /application-/.test(path) }))
    .sort(
      (left, right) =>
        right.shared - left.shared ||
        Number(left.profile) - Number(right.profile) ||
        (left.path < right.path ? -1 : 1),
    );
  const best = files[0]?.shared;
  const found = new Map<string, string>();
  for (const { path, shared } of files) {
    if (shared !== best) break;
    const text = project.read(path) ?? '';
    const settings = /\.properties$/i.test(path) ? readPropertyFile(text) : yamlSettings(text);
    for (const [key, value] of settings) if (!found.has(key)) found.set(key, value);
  }
  return found;
}

function sharedFolders(path: string, folder: string): number {
  const parts = parentOf(path).split('/');
  const others = folder.split('/');
  let shared = 0;
  while (shared < parts.length && parts[shared] === others[shared]) shared++;
  return shared;
}

const DEEPEST = 12;

/** Nested keys joined by dots; only scalars. */
function yamlSettings(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!/\b(?:flyway|liquibase|datasource|r2dbc)\b/.test(text)) return found;
  const walk = (node: unknown, prefix: string, depth: number): void => {
    if (!isMap(node) || depth > DEEPEST) return;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const full = prefix === '' ? name : `${prefix}.${name}`;
      if (isScalar(value)) {
        if (value.value !== null && !found.has(full)) found.set(full, String(value.value));
      } else walk(value, full, depth + 1);
    }
  };
  try {
    for (const document of parseAllDocuments(text, { strict: false, uniqueKeys: false, logLevel: 'silent' }))
      if ('contents' in document) walk(document.contents, '', 0);
  } catch {
    // A file that cannot be read says nothing.
  }
  return found;
}
