/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-import-source.h"

G_BEGIN_DECLS

/* Between looking what a path is (bw-import-source.c) and reading it (bw-import-source-read.c). */

typedef enum {
  BW_CONTENT_OTHER,
  BW_CONTENT_ZIP,
  BW_CONTENT_SHARE, /* a zip, see bw-import-share.h */
  BW_CONTENT_XML,
  BW_CONTENT_ECG, /* CSV */
  BW_CONTENT_EDF,
  BW_CONTENT_RMSSD, /* CSV */
  BW_CONTENT_RR, /* text or CSV */
  BW_CONTENT_LINE_PROTOCOL,
} BwContent;

typedef struct
{
  char *path;
  char *shown;     /* within the folder, UTF-8 */
  BwContent content;
  gboolean tells_rate; /* of a recording: its sample rate */
  char *why_not;   /* (nullable): why it cannot be read */
} BwSourceFile;

struct _BwImportSource
{
  char *path;
  gboolean folder;
  gboolean share;  /* a folder that a share was unpacked to */
  GArray *files;   /* (element-type BwSourceFile): by name */
  gboolean has[BW_CONTENT_LINE_PROTOCOL + 1];
  gint64 size;
  gint64 position; /* atomic */
};

#define BW_SOURCE_SNIFF_SIZE (64 * 1024) /* Apple's DTD comes before the first element */

/* What the beginning of a file is that of.
 * @tells_rate: (out) (optional): whether a recording tells its sample rate
 * @shown: (nullable): the file's name, for @why_not
 * @why_not: (out) (transfer full) (optional) (nullable): why it cannot be what it seems to be */
BwContent bw_source_sniff (const char  *beginning,
                           gsize        length,
                           gboolean    *tells_rate,
                           const char  *shown,
                           char       **why_not);

/* Opens a file to be read, nothing else (a folder, a device). Returns: −1 with @error */
int bw_source_open_file (const char  *path,
                         const char  *shown,
                         GError     **error);

/* Like read(), whole blocks. */
gssize bw_source_read_block (int          fd,
                             char        *block,
                             gsize        size,
                             const char  *shown,
                             GError     **error);

gboolean bw_source_has_suffix (const char *name,
                               const char *suffix);

G_END_DECLS
