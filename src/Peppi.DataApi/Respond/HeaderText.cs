using System.Text;

namespace Peppi.DataApi.Respond;

/// <summary>Keeps header values to what a header may hold.</summary>
internal static class HeaderText
{
    /// <summary>Control characters and whatever is not ASCII are percent-encoded.</summary>
    public static string Safe(string value)
    {
        if (!value.AsSpan().ContainsAnyExceptInRange(' ', '~')) return value;
        var safe = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b is >= 32 and < 127) safe.Append((char)b);
            else safe.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return safe.ToString();
    }
}
