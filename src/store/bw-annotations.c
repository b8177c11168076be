/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-annotations.h"

#include <glib/gi18n-lib.h>

#include "store/bw-library-private.h"

BwAnnotation *
bw_annotation_new (void)
{
  return g_new0 (BwAnnotation, 1);
}

BwAnnotation *
bw_annotation_copy (const BwAnnotation *self)
{
  BwAnnotation *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->tags = g_strdupv (self->tags);
  return copy;
}

void
bw_annotation_free (BwAnnotation *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_strfreev (self->tags);
  g_free (self);
}

/* --- Tags ------------------------------------------------------------------------------------ */

static gboolean
parts_tags (gunichar c)
{
  return c == ',' || c == ';' || c == '#' || g_unichar_isspace (c) || g_unichar_iscntrl (c);
}

static void
add_tag (GPtrArray  *tags,
         const char *start,
         const char *end)
{
  g_autofree char *tag = g_utf8_strdown (start, end - start);

  if (*tag != '\0' && !g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
    g_ptr_array_add (tags, g_steal_pointer (&tag));
}

char **
bw_annotation_parse_tags (const char *text)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  const char *start = valid;

  for (const char *at = valid;; at = g_utf8_next_char (at))
    if (*at == '\0' || parts_tags (g_utf8_get_char (at)))
      {
        add_tag (tags, start, at);
        if (*at == '\0')
          break;
        start = g_utf8_next_char (at);
      }
  g_ptr_array_add (tags, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
}

/* As they lie in the file. */
static char *
join_tags (char **tags)
{
  g_autofree char *written = tags != NULL ? g_strjoinv (" ", tags) : g_strdup ("");
  g_auto (GStrv) clean = bw_annotation_parse_tags (written);

  return g_strjoinv (" ", clean);
}

/* --- Reading ----------------------------------------------------------------------------------- */

#define COLUMNS "SELECT id, start_ms, end_ms, offset_min, text, tags FROM annotation "

static gpointer
make_row (BwStatement *statement)
{
  BwAnnotation *row = bw_annotation_new ();

  row->id = sqlite3_column_int64 (statement, 0);
  row->start_ms = sqlite3_column_int64 (statement, 1);
  row->end_ms = sqlite3_column_int64 (statement, 2);
  row->offset_min = sqlite3_column_int (statement, 3);
  row->text = bw_statement_dup_word (statement, 4);
  row->tags = bw_annotation_parse_tags ((const char *) sqlite3_column_text (statement, 5));
  return row;
}

GPtrArray *
bw_library_list_annotations (BwLibrary  *self,
                             gint64      from_ms,
                             gint64      to_ms,
                             GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  COLUMNS "WHERE start_ms < ?2 AND (start_ms >= ?1 OR end_ms > ?1)"
                                          " ORDER BY start_ms, id",
                                  error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "ll", from_ms, to_ms);
  return bw_statement_make_rows (self, statement, make_row, (GDestroyNotify) bw_annotation_free,
                                 error);
}

static gboolean
set_not_found (gint64   id,
               GError **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("There is no note %lld in the library."),
               (long long) id);
  return FALSE;
}

BwAnnotation *
bw_library_get_annotation (BwLibrary  *self,
                           gint64      id,
                           GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, COLUMNS "WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", id);
  if (!bw_statement_get_row (self, statement, id, set_not_found, error))
    return NULL;
  return make_row (statement);
}

/* --- Changing ---------------------------------------------------------------------------------- */

/* The text without the space around it, and the tags, as they are stored. */
static gboolean
clean_annotation (const BwAnnotation  *annotation,
                  char               **text,
                  char               **tags,
                  GError             **error)
{
  *text = g_utf8_make_valid (annotation->text != NULL ? annotation->text : "", -1);
  g_strstrip (*text);
  *tags = join_tags (annotation->tags);

  if (annotation->end_ms < annotation->start_ms)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID,
                           _("The note would end before it starts."));
      return FALSE;
    }
  if (**text == '\0' && **tags == '\0')
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID,
                           _("The note says nothing: write a text or a tag."));
      return FALSE;
    }
  return TRUE;
}

gboolean
bw_library_add_annotation (BwLibrary     *self,
                           BwAnnotation  *annotation,
                           GError       **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tags = NULL;

  g_return_val_if_fail (self != NULL && annotation != NULL, FALSE);

  if (!clean_annotation (annotation, &text, &tags, error))
    return FALSE;
  statement = bw_library_prepare (self,
                                  "INSERT INTO annotation (id, start_ms, end_ms, offset_min, text,"
                                  " tags) VALUES (iif (EXISTS (SELECT 1 FROM annotation"
                                  "  WHERE id = ?1), NULL, ?1), ?, ?, ?, ?, ?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "zlliss", annotation->id, annotation->start_ms,
                     annotation->end_ms, annotation->offset_min, text, tags);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  annotation->id = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

gboolean
bw_library_set_annotation (BwLibrary           *self,
                           const BwAnnotation  *annotation,
                           GError             **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tags = NULL;

  g_return_val_if_fail (self != NULL && annotation != NULL, FALSE);

  if (!clean_annotation (annotation, &text, &tags, error))
    return FALSE;
  statement = bw_library_prepare (self,
                                  "UPDATE annotation SET start_ms = ?, end_ms = ?, offset_min = ?,"
                                  " text = ?, tags = ? WHERE id = ?",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "llissl", annotation->start_ms, annotation->end_ms,
                     annotation->offset_min, text, tags, annotation->id);
  return bw_statement_change_row (self, statement, annotation->id, set_not_found, error);
}

gboolean
bw_library_delete_annotation (BwLibrary  *self,
                              gint64      id,
                              GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = bw_library_prepare (self, "DELETE FROM annotation WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", id);
  return bw_statement_change_row (self, statement, id, set_not_found, error);
}
