package copies

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// A bucket is a store of objects of a service that speaks S3, under a prefix.
type bucket struct {
	client       *minio.Client
	name, prefix string
}

// openBucket makes a client; nothing is sent yet. Credentials come from the file
// that t names or from the environment.
func openBucket(t Target) (*bucket, error) {
	address, err := url.Parse(t.Endpoint)
	if err != nil {
		return nil, err
	}
	keys := credentials.NewEnvAWS()
	if t.Credentials != "" {
		keys = credentials.NewFileAWSCredentials(t.Credentials, "")
	}
	client, err := minio.New(address.Host, &minio.Options{Creds: keys, Secure: address.Scheme == "https", Region: t.Region, MaxRetries: 1})
	if err != nil {
		return nil, err
	}
	name, prefix, _ := strings.Cut(t.Bucket, "/")
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		prefix += "/"
	}
	return &bucket{client, name, prefix}, nil
}

// put sends an object. The service keeps it only if it has the checksum that is
// sent along.
func (b *bucket) put(ctx context.Context, name string, size int64, from io.ReadSeeker) error {
	_, err := b.client.PutObject(ctx, b.name, b.prefix+name, from, size, minio.PutObjectOptions{SendContentMd5: true, ContentType: typeOf(name)})
	return fault(err)
}

func typeOf(name string) string {
	if strings.HasSuffix(name, ".json") {
		return "application/json"
	}
	return "application/octet-stream"
}

func (b *bucket) get(ctx context.Context, name string) ([]byte, error) {
	object, err := b.client.GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, fault(err)
	}
	defer object.Close()
	text, err := io.ReadAll(object)
	return text, fault(err)
}

func (b *bucket) list(ctx context.Context, prefix string) ([]string, error) {
	ctx, enough := context.WithCancel(ctx)
	defer enough()
	var names []string
	for object := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix + prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, fault(object.Err)
		}
		names = append(names, strings.TrimPrefix(object.Key, b.prefix))
	}
	return names, nil
}

func (b *bucket) remove(ctx context.Context, name string) error {
	return fault(b.client.RemoveObject(ctx, b.name, b.prefix+name, minio.RemoveObjectOptions{}))
}

// fault is err as the trying store asks: a missing object, and what no other try
// mends.
func fault(err error) error {
	if err == nil {
		return nil
	}
	switch answer := minio.ToErrorResponse(err); {
	case answer.Code == "NoSuchKey":
		return errors.Join(err, fs.ErrNotExist)
	case answer.StatusCode == http.StatusForbidden, answer.StatusCode == http.StatusUnauthorized, answer.Code == "NoSuchBucket":
		return errors.Join(err, fs.ErrPermission)
	}
	return err
}
