/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-lines.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>

struct _BwLines
{
  BwLineTake take;
  gpointer data;
  GString *rest;       /* the beginning of a line whose end did not come yet */
  gboolean overflowed; /* more of it came than is kept */
  gint64 number;       /* of lines given */
};

BwLines *
bw_lines_new (BwLineTake take,
              gpointer   data)
{
  BwLines *self = g_new0 (BwLines, 1);

  self->take = take;
  self->data = data;
  self->rest = g_string_new (NULL);
  return self;
}

void
bw_lines_free (BwLines *self)
{
  if (self == NULL)
    return;
  g_string_free (self->rest, TRUE);
  g_free (self);
}

static gboolean
give (BwLines     *self,
      const char  *text,
      gsize        length,
      GError     **error)
{
  if (self->number == 0)
    {
      if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
        {
          g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                               _("The file is written in UTF-16: save it as UTF-8 and import it "
                                 "again"));
          return FALSE;
        }
      if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
        {
          text += 3;
          length -= 3;
        }
    }
  if (length > 0 && text[length - 1] == '\r')
    length--;
  return self->take ((BwSlice) { text, length }, ++self->number, self->overflowed, self->data,
                     error);
}

static void
keep (BwLines    *self,
      const char *text,
      gsize       length)
{
  gsize room = BW_LINES_MAX_BYTES - self->rest->len;

  if (length > room)
    {
      self->overflowed = TRUE;
      length = room;
    }
  g_string_append_len (self->rest, text, (gssize) length);
}

gboolean
bw_lines_push (BwLines     *self,
               const char  *chunk,
               gsize        length,
               GError     **error)
{
  const char *end = chunk + length;

  while (chunk < end)
    {
      const char *stop = memchr (chunk, '\n', (gsize) (end - chunk));
      gboolean ok;

      if (stop == NULL)
        {
          keep (self, chunk, (gsize) (end - chunk));
          break;
        }
      if (self->rest->len == 0 && stop - chunk <= BW_LINES_MAX_BYTES)
        ok = give (self, chunk, (gsize) (stop - chunk), error);
      else
        {
          keep (self, chunk, (gsize) (stop - chunk));
          ok = give (self, self->rest->str, self->rest->len, error);
          g_string_truncate (self->rest, 0);
          self->overflowed = FALSE;
        }
      if (!ok)
        return FALSE;
      chunk = stop + 1;
    }
  return TRUE;
}

gboolean
bw_lines_finish (BwLines  *self,
                 GError  **error)
{
  gboolean ok = self->rest->len == 0 || give (self, self->rest->str, self->rest->len, error);

  g_string_truncate (self->rest, 0);
  return ok;
}
