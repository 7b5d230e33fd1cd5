"""Pictures of spaces: a form to upload one straight to S3, a worker that makes it safe and small, where it is served.

    awaiting -> ready
        |
    refused (with its reason)

Which pictures a space shows, in which order and with which words, is the space's own document; docs/images.md.
"""
