/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-export-private.h"

G_BEGIN_DECLS

/* The things that `export` writes. */
enum
{
  WAY_FORECAST = 1 << 0,
  WAY_PICTURE = 1 << 1, /* of a recording */
  WAY_FILE = 1 << 2,    /* of a recording */
  WAY_LABELS = 1 << 3,
  WAY_MODEL = 1 << 4,
  WAY_TREND = 1 << 5,
  WAY_CHART = 1 << 6, /* of a rhythm */
  WAY_DATA = 1 << 7,  /* of a rhythm */
  WAY_LINES = 1 << 8, /* of line protocol */
  WAY_TABLE = 1 << 9,
  WAY_TABLES = 1 << 10,
  WAY_DICTIONARY = 1 << 11,
  WAY_SHARE = 1 << 12,
  WAYS_RHYTHM = WAY_CHART | WAY_DATA,
  WAYS_SPAN = WAY_LINES | WAY_TABLE | WAY_TABLES | WAY_SHARE, /* of time */
};

/* A thing that `export` writes: of those of the kind that was said, the first that is wanted. */
typedef struct
{
  guint way;
  const char *kinds[4];
  gboolean (*wanted) (const BwCliExportOptions *options);  /* (nullable): always */
  const char *option;                                      /* (nullable): that may have chosen it */
  gboolean (*check) (const BwCliExportOptions  *options,   /* (nullable): of what was said */
                     const char                *kind,
                     GError                   **error);
  BwCliExportRun run;
  void (*tell) (const BwCliExportOptions *options,
                const BwCliExported      *exported,
                const char               *shown);
  const char *help;                                        /* (nullable): said by another row */
} BwCliExportWay;

/* What is to be written. Returns: (nullable): %NULL with @error */
const BwCliExportWay *bw_cli_export_find_way (const BwCliExportOptions  *options,
                                              const char                *kind,
                                              GError                   **error);

/* All ways, as the help tells them. Returns: (transfer full) */
char *bw_cli_export_describe (void);

G_END_DECLS
