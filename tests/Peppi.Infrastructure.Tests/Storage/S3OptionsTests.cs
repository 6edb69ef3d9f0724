using Peppi.Infrastructure.Storage;

namespace Peppi.Infrastructure.Tests.Storage;

public sealed class S3OptionsTests
{
    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData(null, "peppi", "key", "secret", true)]
    [InlineData("https://s3.exemple.cm", "peppi", "key", "secret", true)]
    [InlineData("s3.exemple.cm", "peppi", "key", "secret", false)]
    [InlineData("ftp://s3.exemple.cm", "peppi", "key", "secret", false)]
    [InlineData(null, "peppi", null, "secret", false)]
    [InlineData(null, "peppi", "key", " ", false)]
    [InlineData("https://s3.exemple.cm", null, "key", "secret", false)]
    public void Settings_are_checked_together_and_a_fault_tells_no_value(string? endpoint, string? bucket, string? key, string? secret, bool right)
    {
        var fault = new S3Options { Endpoint = endpoint, Bucket = bucket, AccessKey = key, SecretKey = secret }.Fault;

        Assert.Equal(right, fault is null);
        Assert.DoesNotContain("secret", fault ?? "", StringComparison.Ordinal);
    }
}
