/* The variables by which CI systems name the branch that a pull or merge request leads to; empty or unset otherwise. */
const VARIABLES = [
  // GitHub Actions, Gitea and Forgejo Actions: "Default environment variables".
  'GITHUB_BASE_REF',
  // GitLab: "Predefined CI/CD variables", merge request pipelines.
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  // Bitbucket Pipelines: "Variables and secrets".
  'BITBUCKET_PR_DESTINATION_BRANCH',
  // Azure Pipelines: System.PullRequest.TargetBranch.
  'SYSTEM_PULLREQUEST_TARGETBRANCH',
  // Jenkins multibranch pipelines.
  'CHANGE_TARGET',
  // Buildkite.
  'BUILDKITE_PULL_REQUEST_BASE_BRANCH',
];

/** The branch that the present pull request leads to, without `refs/heads/`; undefined outside of one. */
export function pullRequestTarget(environment: (name: string) => string | undefined): string | undefined {
  for (const name of VARIABLES) {
    const value = environment(name)?.trim();
    if (value !== undefined && value !== '') return value.replace(/^refs\/heads\//, '');
  }
  return undefined;
}
