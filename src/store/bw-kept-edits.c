/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-kept-edits.h"

#include <glib/gi18n-lib.h>

#include "store/bw-library-private.h"

/* Statements by kind; literals, since their addresses are the keys of the cache. */
#define BY_KIND(before, after)                                                   \
  {                                                                              \
    before "reading_id" after, before "recording_id" after,                      \
    before "rr_recording_id" after,                                              \
  }

static const char *const upserts[BW_EDITED_N_KINDS]
    = BY_KIND ("INSERT INTO beat_edit (json, changed_ms, ",
               ") VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json,"
               " changed_ms = excluded.changed_ms");
static const char *const deletes[BW_EDITED_N_KINDS]
    = BY_KIND ("DELETE FROM beat_edit WHERE ", " = ?");
static const char *const reads[BW_EDITED_N_KINDS]
    = BY_KIND ("SELECT json FROM beat_edit WHERE ", " = ?");

static const char *const looks[BW_EDITED_N_KINDS] = {
  "SELECT 1 FROM reading WHERE id = ?",
  "SELECT 1 FROM recording WHERE id = ?",
  "SELECT 1 FROM rr_recording WHERE id = ?",
};
static const char *const lists[BW_EDITED_N_KINDS] = {
  "SELECT reading_id FROM beat_edit WHERE reading_id IS NOT NULL ORDER BY 1",
  "SELECT recording_id FROM beat_edit WHERE recording_id IS NOT NULL ORDER BY 1",
  "SELECT rr_recording_id FROM beat_edit WHERE rr_recording_id IS NOT NULL ORDER BY 1",
};

typedef struct
{
  BwEditedKind kind;
  gint64 id;
  const char *json;
} Edits;

static gboolean
set_not_found (const Edits  *edits,
               GError      **error)
{
  long long id = edits->id;

  switch (edits->kind)
    {
    case BW_EDITED_READING:
      g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                   _("There is no reading %lld in the library."), id);
      break;
    case BW_EDITED_RECORDING:
      g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                   _("There is no recording %lld in the library."), id);
      break;
    case BW_EDITED_RR_RECORDING:
    default:
      g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                   _("There is no RR recording %lld in the library."), id);
      break;
    }
  return FALSE;
}

static gboolean
look_for (BwLibrary    *self,
          const Edits  *edits,
          GError      **error)
{
  g_autoptr (BwStatement) statement = bw_library_prepare (self, looks[edits->kind], error);
  gboolean there;

  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", edits->id);
  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  return there || set_not_found (edits, error);
}

static gboolean
change_edits (BwLibrary  *self,
              gpointer    data,
              GError    **error)
{
  const Edits *edits = data;
  g_autoptr (BwStatement) statement = NULL;

  if (!look_for (self, edits, error))
    return FALSE;
  statement = bw_library_prepare (
      self, edits->json != NULL ? upserts[edits->kind] : deletes[edits->kind], error);
  if (statement == NULL)
    return FALSE;
  if (edits->json != NULL)
    bw_statement_bind (statement, "sll", edits->json, g_get_real_time () / 1000, edits->id);
  else
    bw_statement_bind (statement, "l", edits->id);
  return bw_statement_run (self, statement, error);
}

gboolean
bw_library_set_edits (BwLibrary     *self,
                      BwEditedKind   kind,
                      gint64         id,
                      const char    *json,
                      GError       **error)
{
  Edits edits = { kind, id, json };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail ((guint) kind < BW_EDITED_N_KINDS, FALSE);

  return bw_library_change (self, change_edits, &edits, error);
}

gboolean
bw_library_read_edits (BwLibrary     *self,
                       BwEditedKind   kind,
                       gint64         id,
                       char         **json,
                       GError       **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gboolean there;

  g_return_val_if_fail (self != NULL && json != NULL, FALSE);
  g_return_val_if_fail ((guint) kind < BW_EDITED_N_KINDS, FALSE);

  *json = NULL;
  statement = bw_library_prepare (self, reads[kind], error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", id);
  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  if (there)
    *json = bw_statement_dup_text (statement, 0);
  return TRUE;
}

GArray *
bw_library_list_edited (BwLibrary     *self,
                        BwEditedKind   kind,
                        GError       **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) kind < BW_EDITED_N_KINDS, NULL);

  statement = bw_library_prepare (self, lists[kind], error);
  if (statement == NULL)
    return NULL;
  return bw_statement_read_ids (self, statement, error);
}
