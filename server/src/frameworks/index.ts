import { flyway } from './flyway.ts';
import type { FrameworkName, MigrationFramework } from './framework.ts';
import { plain } from './plain.ts';

/** In the order in which they are asked; `plain` takes what nobody else claims. */
export const frameworks: readonly MigrationFramework[] = [flyway, plain];

export function frameworkNamed(name: FrameworkName): MigrationFramework {
  return frameworks.find(framework => framework.name === name) ?? plain;
}
