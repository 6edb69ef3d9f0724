using Peppi.Application.Files.Contracts;

namespace Peppi.Application.Tests.Files;

public sealed class ImageTransformTests
{
    [Theory]
    [InlineData(4000, 3000, 400, 300, ImageFit.Cover, 400, 300)]
    [InlineData(4000, 3000, 300, 300, ImageFit.Cover, 300, 300)]
    [InlineData(4000, 3000, 300, 300, ImageFit.Contain, 300, 225)]
    [InlineData(4000, 3000, 300, null, ImageFit.Cover, 300, 225)]
    [InlineData(4000, 3000, null, 300, ImageFit.Fill, 400, 300)]
    [InlineData(200, 3000, 300, 300, ImageFit.Cover, 200, 300)]
    [InlineData(200, 100, 300, 300, ImageFit.Contain, 200, 100)]
    [InlineData(200, 100, 300, 300, ImageFit.Fill, 300, 300)]
    [InlineData(1, 40_000, 300, null, ImageFit.Cover, 1, 2500)]
    [InlineData(40_000, 1, null, null, ImageFit.Contain, 2500, 1)]
    public void An_image_gets_the_size_that_fits_and_is_not_made_larger(int width, int height, int? across, int? down, ImageFit fit, int gotWidth, int gotHeight)
    {
        var plan = new ImageTransform(across, down, fit).Plan(width, height);

        Assert.Equal((gotWidth, gotHeight), (plan.Width, plan.Height));
        Assert.InRange(plan.Left + plan.CutWidth, 0, width + 0.001);
        Assert.InRange(plan.Top + plan.CutHeight, 0, height + 0.001);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var transform = new ImageTransform(30, null, ImageFit.Contain, 55, "webp");

        Assert.Equal(transform, ImageTransform.Read(transform.ToString()).Value);
        Assert.Equal(new ImageTransform(null, null), ImageTransform.Read(new ImageTransform(null, null).ToString()).Value);
    }
}
