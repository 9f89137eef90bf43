import module from 'node:module';

// Node 22 and newer keep compiled code between runs; it has to be switched on before the rest is loaded.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();
