from grants.forms.answers.section_form import SectionForm
from grants.words.problems import problem_sentence

__all__ = ["SectionForm", "problem_sentence"]
