/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-edf-annotations.h"

#include <string.h>

#define MAX_TEXT_BYTES 200
#define PADDING 2

#define DURATION_MARK '\x15'
#define TEXT_END '\x14'

struct _BwEdfAnnotations
{
  double start_s, record_s;
  GPtrArray *lists; /* (element-type GString): one a record */
  gsize longest;    /* of them, in bytes */
};

static void
free_list (gpointer list)
{
  g_string_free (list, TRUE);
}

/* Seconds in as few digits as tell them to 0.1 µs. */
static void
append_seconds (GString *list,
                double   seconds)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  gsize n;

  g_ascii_formatd (number, sizeof number, "%.7f", seconds);
  for (n = strlen (number); number[n - 1] == '0'; n--)
    ;
  g_string_append_len (list, number, (gssize) (number[n - 1] == '.' ? n - 1 : n));
}

/* @text: "" for the time of the record itself */
static void
append_annotation (BwEdfAnnotations *self,
                   GString          *list,
                   double            onset_s,
                   double            duration_s,
                   const char       *text)
{
  gsize n = MIN (strlen (text), MAX_TEXT_BYTES);

  while (n > 0 && (text[n] & 0xc0) == 0x80)
    n--;
  g_string_append_c (list, '+');
  append_seconds (list, onset_s);
  if (duration_s > 0)
    {
      g_string_append_c (list, DURATION_MARK);
      append_seconds (list, duration_s);
    }
  g_string_append_c (list, TEXT_END);
  for (gsize i = 0; i < n; i++)
    g_string_append_c (list, (guchar) text[i] < 0x20 ? ' ' : text[i]);
  g_string_append_c (list, TEXT_END);
  g_string_append_c (list, 0);
  self->longest = MAX (self->longest, list->len);
}

BwEdfAnnotations *
bw_edf_annotations_new (guint  n_records,
                        double start_s,
                        double record_s)
{
  BwEdfAnnotations *self;

  g_return_val_if_fail (n_records > 0 && record_s > 0, NULL);

  self = g_new0 (BwEdfAnnotations, 1);
  self->start_s = start_s;
  self->record_s = record_s;
  self->lists = g_ptr_array_new_with_free_func (free_list);
  for (guint i = 0; i < n_records; i++)
    {
      GString *list = g_string_new (NULL);

      append_annotation (self, list, start_s + i * record_s, 0, "");
      g_ptr_array_add (self->lists, list);
    }
  return self;
}

void
bw_edf_annotations_free (BwEdfAnnotations *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lists);
  g_free (self);
}

void
bw_edf_annotations_add (BwEdfAnnotations *self,
                        double            at_s,
                        double            duration_s,
                        const char       *text)
{
  guint record;

  g_return_if_fail (self != NULL && text != NULL && at_s >= 0);

  record = (guint) MIN (at_s / self->record_s, (double) (self->lists->len - 1));
  append_annotation (self, g_ptr_array_index (self->lists, record), self->start_s + at_s, duration_s,
                     text);
}

guint
bw_edf_annotations_get_size (const BwEdfAnnotations *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) (self->longest + PADDING + self->longest % 2);
}

void
bw_edf_annotations_append (const BwEdfAnnotations *self,
                           GString                *out,
                           guint                   record)
{
  const GString *list;
  guint size;

  g_return_if_fail (self != NULL && record < self->lists->len);

  list = g_ptr_array_index (self->lists, record);
  size = bw_edf_annotations_get_size (self);
  g_string_append_len (out, list->str, (gssize) list->len);
  for (gsize i = list->len; i < size; i++)
    g_string_append_c (out, 0);
}
