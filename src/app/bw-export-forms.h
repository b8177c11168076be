/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwExportForms:
 *
 * The forms a thing can be exported in, a row each with what it is good for, of which one is chosen.
 *
 * Signals:
 *  - `changed`: another one was chosen
 */
#define BW_TYPE_EXPORT_FORMS (bw_export_forms_get_type ())
G_DECLARE_FINAL_TYPE (BwExportForms, bw_export_forms, BW, EXPORT_FORMS, AdwPreferencesGroup)

/* @id: what it is called in the settings; copied
 * @title, @use: translated: "CSV", and what for */
void bw_export_forms_add (BwExportForms *self,
                          const char    *id,
                          const char    *title,
                          const char    *use);

/* Chooses the one that a setting of that key names, and keeps there which is chosen from then on. */
void bw_export_forms_remember (BwExportForms *self,
                               GSettings     *settings,
                               const char    *key);

/* Which is chosen, from 0 in the order in which they were added. */
guint bw_export_forms_get (BwExportForms *self);

G_END_DECLS
