using Microsoft.Extensions.Options;

namespace Peppi.Infrastructure.Instance;

/// <summary>Finds, in what kept a program from starting, the sentence that is meant for the person who set it up.</summary>
internal static class StartFaults
{
    /// <summary>The sentence, or null where the fault is no wrong setting but a bug or an outage, whose trace is needed.</summary>
    public static string? Explain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OptionsValidationException validation:
                    return string.Join(Environment.NewLine, validation.Failures);

                // Words of Microsoft.Extensions.Configuration.Binder; they name the setting, its value and the type that is expected.
                case InvalidOperationException conversion when conversion.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal):
                    return conversion.Message;
                case OperationCanceledException:
                    return "Stopped before it had started.";
            }
        }

        return null;
    }
}
