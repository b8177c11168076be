/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#define HOUR BW_TIME_HOUR

static void
assert_tags (const char *text,
             const char *expected)
{
  g_auto (GStrv) tags = bw_annotation_parse_tags (text);
  g_autofree char *joined = g_strjoinv ("|", tags);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_tags (void)
{
  assert_tags (NULL, "");
  assert_tags (" ,; ", "");
  assert_tags ("ill", "ill");
  assert_tags ("Ill, race ,travel;#alcohol", "ill|race|travel|alcohol");
  assert_tags ("ill ILL Ill\till", "ill");
  assert_tags ("ÄRGER müde", "ärger|müde");
  assert_tags ("late\nnight", "late|night");
  assert_tags ("a\xff" "b", "a\xef\xbf\xbd" "b");
}

static char *
list (Fixture *fixture,
      gint64   from_ms,
      gint64   to_ms)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes
      = bw_library_list_annotations (fixture->library, from_ms, to_ms, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < notes->len; i++)
    g_string_append (text, ((BwAnnotation *) g_ptr_array_index (notes, i))->text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_list(fixture, from_ms, to_ms, expected)                 \
  G_STMT_START                                                         \
  {                                                                    \
    g_autofree char *found = list (fixture, from_ms, to_ms);           \
    g_assert_cmpstr (found, ==, expected);                             \
  }                                                                    \
  G_STMT_END

/* Moments are in the half-open span, stretches where they touch it. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  fixture_add_annotation (fixture, FIRST_MS + 5 * HOUR, FIRST_MS + 5 * HOUR, "c", "");
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "a", "");
  fixture_add_annotation (fixture, FIRST_MS + 1 * HOUR, FIRST_MS + 3 * HOUR, "b", "");
  fixture_add_annotation (fixture, FIRST_MS + 1 * HOUR, FIRST_MS + 1 * HOUR, "B", "");

  assert_list (fixture, G_MININT64, G_MAXINT64, "abBc");
  assert_list (fixture, FIRST_MS, FIRST_MS + 1, "a");
  assert_list (fixture, FIRST_MS + 1, FIRST_MS + 1 * HOUR, "");
  assert_list (fixture, FIRST_MS + 1, FIRST_MS + 1 * HOUR + 1, "bB");
  assert_list (fixture, FIRST_MS + 2 * HOUR, FIRST_MS + 2 * HOUR + 1, "b");
  assert_list (fixture, FIRST_MS + 3 * HOUR, FIRST_MS + 5 * HOUR, "");
  assert_list (fixture, FIRST_MS + 3 * HOUR - 1, FIRST_MS + 5 * HOUR + 1, "bc");
}

static void
assert_note (Fixture    *fixture,
             gint64      id,
             const char *text,
             const char *tags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAnnotation) note = bw_library_get_annotation (fixture->library, id, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv (" ", note->tags);
  g_assert_cmpint (note->id, ==, id);
  g_assert_cmpint (note->offset_min, ==, 60);
  g_assert_cmpstr (note->text, ==, text);
  g_assert_cmpstr (joined, ==, tags);
}

static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (BwAnnotation) note = NULL;
  g_autoptr (BwAnnotation) copy = NULL;
  g_autoptr (BwAnnotation) gone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 a = fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, " Fever \n", "Ill, ILL travel");
  gint64 b = fixture_add_annotation (fixture, FIRST_MS + 1, FIRST_MS + 9, "", "race");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  assert_note (fixture, a, "Fever", "ill travel");
  assert_note (fixture, b, "", "race");
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM v_annotation"
                                                 " WHERE start = '2023-01-01T00:00:00.000Z'"
                                                 " AND tags = 'ill travel'"), ==, 1);

  note = bw_library_get_annotation (fixture->library, a, &error);
  copy = bw_annotation_copy (note);
  g_free (copy->text);
  copy->text = g_strdup ("No fever");
  g_clear_pointer (&copy->tags, g_strfreev);
  g_assert_true (bw_library_set_annotation (fixture->library, copy, &error));
  g_assert_no_error (error);
  assert_note (fixture, a, "No fever", "");
  g_assert_true (bw_library_set_annotation (fixture->library, note, &error));
  assert_note (fixture, a, "Fever", "ill travel");

  /* Deleted, and brought back as it was; where its id was taken meanwhile, with another. */
  before = fixture_dump (fixture->path);
  g_assert_true (bw_library_delete_annotation (fixture->library, a, &error));
  gone = bw_library_get_annotation (fixture->library, a, &error);
  g_assert_null (gone);
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (bw_library_add_annotation (fixture->library, note, &error));
  g_assert_cmpint (note->id, ==, a);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);
  copy->id = a;
  g_assert_true (bw_library_add_annotation (fixture->library, copy, &error));
  g_assert_cmpint (copy->id, >, b);
  fixture_check (fixture->library, NULL);
}

/* What cannot be leaves everything as it is. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  char *blank[] = { (char *) " ", NULL };
  BwAnnotation none = { .text = (char *) "  \t", .tags = blank };
  BwAnnotation backwards = { .start_ms = 10, .end_ms = 9, .text = (char *) "x" };
  g_autoptr (GError) error = NULL;
  gint64 id = fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "kept", "");
  g_autofree char *before = fixture_dump (fixture->path);
  g_autofree char *after = NULL;

  for (guint i = 0; i < 2; i++)
    {
      BwAnnotation *wrong = i == 0 ? &none : &backwards;

      wrong->id = 0;
      g_assert_false (bw_library_add_annotation (fixture->library, wrong, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
      g_clear_error (&error);
      wrong->id = id;
      g_assert_false (bw_library_set_annotation (fixture->library, wrong, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
      g_clear_error (&error);
    }
  backwards.end_ms = 10;
  backwards.id = 99;
  g_assert_false (bw_library_set_annotation (fixture->library, &backwards, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bw_library_delete_annotation (fixture->library, 99, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/annotations/tags", test_tags);
  fixture_add ("/store/annotations/list", test_list);
  fixture_add ("/store/annotations/changes", test_changes);
  fixture_add ("/store/annotations/refused", test_refused);
  return g_test_run ();
}
