package dev.flowloom.cli;

import picocli.CommandLine.IVersionProvider;

/// The program's version, which the build writes into its jar.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[]{"Flowloom " + (version == null ? "(not built as a jar)" : version)};
    }
}
