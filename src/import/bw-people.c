/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-people.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>

#define MAX_PEOPLE 1000
#define MAX_NAMED 12
#define MAX_NAME_BYTES 200
#define MAX_NAME_CHARS 40

struct _BwPeople
{
  char *wanted;      /* (nullable) */
  GPtrArray *names;  /* (element-type utf8): as they stand in the file, in its order */
  GHashTable *seen;  /* (element-type utf8): those names */
  GString *last;     /* the name that came last */
  gboolean last_taken;
};

BwPeople *
bw_people_new (const char *wanted)
{
  BwPeople *self = g_new0 (BwPeople, 1);

  self->wanted = g_strdup (wanted);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  self->last = g_string_new (NULL);
  return self;
}

void
bw_people_free (BwPeople *self)
{
  if (self == NULL)
    return;
  g_free (self->wanted);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->names);
  g_string_free (self->last, TRUE);
  g_free (self);
}

gboolean
bw_people_take (BwPeople *self,
                BwSlice   name)
{
  name.length = MIN (name.length, MAX_NAME_BYTES);
  if (self->names->len > 0
      && bw_slice_equal (name, (BwSlice) { self->last->str, self->last->len }))
    return self->last_taken;

  g_string_truncate (self->last, 0);
  g_string_append_len (self->last, name.text, (gssize) name.length);
  if (!g_hash_table_contains (self->seen, self->last->str) && self->names->len < MAX_PEOPLE)
    {
      char *copy = g_strdup (self->last->str);

      g_ptr_array_add (self->names, copy);
      g_hash_table_add (self->seen, copy);
    }
  self->last_taken = self->wanted != NULL ? strcmp (self->wanted, self->last->str) == 0
                                          : self->names->len == 1;
  return self->last_taken;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
bw_people_list (BwPeople *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (names, g_utf8_make_valid (g_ptr_array_index (self->names, i), -1));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* "u179, u180, u181 …" */
static char *
join_names (BwPeople *self)
{
  g_auto (GStrv) names = bw_people_list (self);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL && i < MAX_NAMED; i++)
    {
      g_autofree char *shown
          = g_utf8_substring (names[i], 0, MIN (g_utf8_strlen (names[i], -1), MAX_NAME_CHARS));

      g_string_append_printf (list, i > 0 ? ", %s" : "%s", shown);
    }
  if (self->names->len > MAX_NAMED)
    g_string_append (list, " …");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

gboolean
bw_people_finish (BwPeople  *self,
                  GError   **error)
{
  g_autofree char *list = NULL;

  if (self->names->len == 0 || (self->wanted == NULL && self->names->len == 1)
      || (self->wanted != NULL && g_hash_table_contains (self->seen, self->wanted)))
    return TRUE;

  list = join_names (self);
  if (self->wanted != NULL)
    g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                 /* Translators: the name that was asked for, and those that are there. */
                 _("There is no value of “%s”, only of %s"), self->wanted, list);
  else
    g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                 g_dngettext (GETTEXT_PACKAGE,
                              /* Translators: how many people, and their names. */
                              "There are values of %u person (%s), and a library is of one: choose "
                              "one with “beatwise-cli import --person NAME”",
                              "There are values of %u people (%s), and a library is of one: choose "
                              "one with “beatwise-cli import --person NAME”",
                              self->names->len),
                 self->names->len, list);
  return FALSE;
}
