import type { MigrationSet } from '../frameworks/framework.ts';
import { createProject, type Project } from './project.ts';

const combined = new WeakMap<Project, Project>();

/** The set as it will be when the base branch is merged into the present one. */
export function withArrived(project: Project, set: MigrationSet): MigrationSet {
  const arrived = project.branch?.arrived;
  if (arrived === undefined || arrived.size === 0) return set;
  const whole =
    combined.get(project) ??
    createProject({
      paths: [...new Set([...project.paths, ...arrived.keys()])].sort(),
      read: path => project.read(path) ?? arrived.get(path) ?? null,
      configuration: project.configuration,
      configurationFolder: project.configurationFolder,
      ...(project.framework === null ? {} : { framework: project.framework }),
    });
  combined.set(project, whole);
  const paths = new Set(set.files.map(({ path }) => path));
  return (
    whole.sets.find(
      ({ framework, root, files }) =>
        framework === set.framework && root === set.root && files.some(({ path }) => paths.has(path)),
    ) ?? set
  );
}
