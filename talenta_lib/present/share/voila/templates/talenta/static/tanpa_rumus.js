// Stands where a renderer of formulas would be fetched from the network: the pages have none.
window.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } } };
