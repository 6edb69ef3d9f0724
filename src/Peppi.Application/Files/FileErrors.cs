using Peppi.Domain.Shared;

namespace Peppi.Application.Files;

/// <summary>Failures of this module, with the codes that clients of Supabase's storage know.</summary>
public static class FileErrors
{
    /// <summary>No such bucket, or not for the caller to know.</summary>
    public static readonly Error NoSuchBucket = new(ErrorKind.NotFound, "NoSuchBucket", "Bucket not found");

    /// <summary>No such file, or not for the caller to know.</summary>
    public static readonly Error NoSuchKey = new(ErrorKind.NotFound, "NoSuchKey", "Object not found");

    /// <summary>The name is taken, and nothing said to replace it.</summary>
    public static readonly Error KeyAlreadyExists = new(ErrorKind.Conflict, "KeyAlreadyExists", "The resource already exists");

    /// <summary>The bucket's name is taken.</summary>
    public static readonly Error BucketAlreadyExists = new(ErrorKind.Conflict, "BucketAlreadyExists", "The resource already exists");

    /// <summary>The bucket has files.</summary>
    public static readonly Error ResourceNotEmpty = new(ErrorKind.Conflict, "ResourceNotEmpty", "The bucket you tried to delete is not empty");

    /// <summary>Row-level security said no.</summary>
    public static readonly Error AccessDenied = new(ErrorKind.Forbidden, "AccessDenied", "new row violates row-level security policy");

    /// <summary>More bytes than the bucket takes.</summary>
    public static readonly Error EntityTooLarge = new(ErrorKind.TooLarge, "EntityTooLarge", "The object exceeded the maximum allowed size");

    /// <summary>No name for a bucket.</summary>
    public static readonly Error InvalidBucketName = new(ErrorKind.Invalid, "InvalidBucketName", "Bucket name invalid");

    /// <summary>A link that was altered, has expired, is for something else, or was made with a service key that has ended.</summary>
    public static readonly Error InvalidJwt = new(ErrorKind.Invalid, "InvalidJWT", "The signed link was altered, has expired, or is for something else");

    /// <summary>The body stopped before its end, or is none of the forms that are taken.</summary>
    public static readonly Error InvalidRequest = new(ErrorKind.Invalid, "InvalidRequest", "The request body is not as expected");

    /// <summary>No such upload in parts, or no longer, or not the caller's.</summary>
    public static readonly Error UploadNotFound = new(ErrorKind.NotFound, "UploadNotFound", "There is no such upload, or it has expired");

    /// <summary>The part that was sent does not go on where the last one ended.</summary>
    public static readonly Error UploadOffsetMismatch = new(ErrorKind.Conflict, "UploadOffsetMismatch", "The offset is not where the upload stands", Hint: "Ask with HEAD where it stands.");

    /// <summary>Somebody is writing to the upload at this moment.</summary>
    public static readonly Error UploadLocked = new(ErrorKind.Conflict, "UploadLocked", "The upload is being written to", Hint: "Try again in a moment.");

    /// <summary>A name that cannot be.</summary>
    public static Error InvalidKey(string? name) => new(ErrorKind.Invalid, "InvalidKey", $"Invalid key: {(name is { Length: > 200 } ? name[..200] : name)}");

    /// <summary>The bucket does not take this type, or the content is not what it was said to be.</summary>
    public static Error InvalidMimeType(string? type, string? why = null) =>
        new(ErrorKind.UnsupportedType, "InvalidMimeType", why ?? $"mime type {type} is not supported");

    /// <summary>A content that would burst whoever opens it.</summary>
    public static Error UnsafeContent(string why) => new(ErrorKind.Invalid, "UnsafeContent", why);

    /// <summary>A value of the request that cannot be.</summary>
    public static Error InvalidParameter(string why) => new(ErrorKind.Invalid, "InvalidParameter", why);
}
