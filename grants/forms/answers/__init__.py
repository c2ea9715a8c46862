from grants.forms.answers.section_form import AnswersForm, SectionForm
from grants.words.problems import problem_sentence

__all__ = ["AnswersForm", "SectionForm", "problem_sentence"]
