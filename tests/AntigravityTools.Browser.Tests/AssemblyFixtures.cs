using AntigravityTools.Testing.Gateway;

[assembly: AssemblyFixture(typeof(GatewayFixture))]
