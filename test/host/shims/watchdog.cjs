'use strict';
/** A stand-in for the native watchdog of VS Code: it ends this process when the one it watches is gone. */
exports.start = pid => {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000);
  timer.unref();
};

exports.exit = code => process.exit(code ?? 0);
