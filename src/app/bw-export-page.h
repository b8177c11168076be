/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "compat/bw-compat-file-dialog.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_EXPORT_MAX_FILTERS 3

/* What is to be asked before it is written. */
typedef struct
{
  gboolean folder;      /* into a folder that is chosen; else one file */
  char *name;           /* suggested, with its suffix; %NULL for a folder */
  BwFileDialogFilter filters[BW_EXPORT_MAX_FILTERS];  /* of a file; translated, static */
  guint n_filters;
} BwExportTarget;

void bw_export_target_clear (BwExportTarget *self);

/**
 * BwExportPage:
 *
 * One thing that the Export dialog writes, with what there is to choose about it. Each of its
 * subclasses knows one.
 *
 * Properties:
 *  - `any`: whether the library has anything of it
 *  - `note` (nullable): how much there is, or in a few words why there is nothing
 *  - `ready`: whether there is something to write as it is chosen now
 */
#define BW_TYPE_EXPORT_PAGE (bw_export_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (BwExportPage, bw_export_page, BW, EXPORT_PAGE, AdwPreferencesPage)

struct _BwExportPageClass
{
  AdwPreferencesPageClass parent_class;

  /* There is a session now: called once. */
  void (*open) (BwExportPage *self);

  /* Fills @target, which is all zero. */
  void (*describe) (BwExportPage   *self,
                    BwExportTarget *target);

  /* Begins to write. Returns: (transfer none) (nullable): see bw-session-export.h */
  BwJob *(*start) (BwExportPage *self,
                   GFile        *file);
};

/* Makes it one of @session, with what was chosen before in @settings. Once. */
void bw_export_page_open (BwExportPage *self,
                          BwSession    *session,
                          GSettings    *settings);

BwSession *bw_export_page_get_session (BwExportPage *self);
GSettings *bw_export_page_get_settings (BwExportPage *self);

/* @note: (nullable): translated */
void bw_export_page_set_stock (BwExportPage *self,
                               gboolean      any,
                               const char   *note);
gboolean bw_export_page_get_any (BwExportPage *self);
const char *bw_export_page_get_note (BwExportPage *self);

gboolean bw_export_page_get_ready (BwExportPage *self);
void bw_export_page_set_ready (BwExportPage *self,
                               gboolean      ready);

void bw_export_page_describe (BwExportPage   *self,
                              BwExportTarget *target);
BwJob *bw_export_page_start (BwExportPage *self,
                             GFile        *file);

/* Whether @file has that suffix, in any case. */
gboolean bw_export_page_has_suffix (GFile      *file,
                                    const char *suffix);

G_END_DECLS
